package io.github.supportops.copilot.app.service;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what never reaches a route, such as a broken request line, in the same form as everything else. */
final class PlainErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ProblemType type = type(response);
        response.setStatus(type.status());
        ProblemException problem = new ProblemException(type, "The server refused the request before it was read");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.PROBLEM_TYPE);
        byte[] body = Json.write(problem.body()).getBytes(StandardCharsets.UTF_8);
        Content.Sink.write(response, true, new String(body, StandardCharsets.UTF_8), callback);
        return true;
    }

    private static ProblemType type(Response response) {
        return switch (response.getStatus()) {
            case 408 -> ProblemType.REQUEST_TIMEOUT;
            case 414 -> ProblemType.ADDRESS_TOO_LONG;
            case 431 -> ProblemType.HEADERS_TOO_LARGE;
            default -> response.getStatus() >= 500 ? ProblemType.INTERNAL_ERROR : ProblemType.MALFORMED_REQUEST;
        };
    }
}
