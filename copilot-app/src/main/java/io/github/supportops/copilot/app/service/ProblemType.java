package io.github.supportops.copilot.app.service;

import java.util.Locale;

/** What can go wrong with a request. Name and status are part of the interface: clients decide by them. */
enum ProblemType {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    UNAUTHORIZED(401, "A token is needed"),
    FOREIGN_ORIGIN(403, "Another site may not use this service"),
    NOT_FOUND(404, "There is no such thing here"),
    METHOD_NOT_ALLOWED(405, "This address does not do that"),
    NOT_ACCEPTABLE(406, "None of the formats asked for is available"),
    REQUEST_TIMEOUT(408, "The request came too slowly"),
    CONFLICT(409, "Its state does not allow that now"),
    TOO_LARGE(413, "The request is too large"),
    ADDRESS_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "This content type is not understood"),
    WRONG_HOST(421, "This service does not answer to that name"),
    INVALID_PARAMETER(422, "A parameter is wrong"),
    INVALID_TICKET(422, "The ticket cannot be analysed"),
    INVALID_FILE(422, "The file cannot be read"),
    INVALID_DECISION(422, "The decision is wrong"),
    TOO_MANY_REQUESTS(429, "Too much is under way"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "The service has a fault"),
    INVALID_ANSWER(502, "The model's answer was never valid"),
    UNAVAILABLE(503, "The analysis is not available now"),
    SETUP(503, "The service is not set up right"),
    STOPPING(503, "The service is stopping"),
    DEADLINE(504, "The analysis took too long"),
    STORAGE(507, "There is no room left");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** {@return the URI that stands in {@code type} and never changes} */
    String uri() {
        return "urn:copilot:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
