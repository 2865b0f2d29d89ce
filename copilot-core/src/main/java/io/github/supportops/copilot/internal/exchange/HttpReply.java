package io.github.supportops.copilot.internal.exchange;

import java.net.http.HttpHeaders;

/** A complete HTTP response. The body is decoded from its transfer coding but not from a content coding. */
public final class HttpReply {
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    /** Creates it; the body is handed over, not copied. */
    public HttpReply(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** {@return the status code} */
    public int status() {
        return status;
    }

    /** {@return the headers} */
    public HttpHeaders headers() {
        return headers;
    }

    /** {@return the whole body, not to be changed} */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "HttpReply[status=" + status + ", body=" + body.length + " bytes]";
    }
}
