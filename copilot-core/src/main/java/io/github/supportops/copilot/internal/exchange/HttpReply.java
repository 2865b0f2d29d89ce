package io.github.supportops.copilot.internal.exchange;

import java.net.http.HttpHeaders;

/**
 * A complete HTTP response.
 *
 * @param status the status code
 * @param headers the headers
 * @param body the whole body, decoded from its transfer coding but not from a content coding
 */
public record HttpReply(int status, HttpHeaders headers, byte[] body) {
    @Override
    public String toString() {
        return "HttpReply[status=" + status + ", body=" + body.length + " bytes]";
    }
}
