package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what stands in the query and in the headers of a request. */
final class Parameters {
    private Parameters() {}

    /** {@return whether a parameter is true; absent is false} @throws ProblemException if it is neither */
    static boolean flag(Context context, String name) {
        String value = context.queryParam(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true") || value.isEmpty()) {
            return true;
        }
        throw wrong(name, "must be true or false");
    }

    /** {@return a whole number} @throws ProblemException if it is none, or outside the limits */
    static int number(Context context, String name, int least, int most, int otherwise) {
        String value = context.queryParam(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrong(name, "must be a whole number within " + least + " and " + most);
    }

    static Optional<String> text(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isEmpty());
    }

    static ProblemException wrong(String name, String problem) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, "The parameter " + name + " " + problem)
                .field(name, problem);
    }

    /** {@return the content type without its parameters, in lower case; empty if there is none} */
    static String mediaType(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** @throws ProblemException if the body is declared to be anything but JSON */
    static void requireJson(Context context) {
        if (!mediaType(context.contentType()).equals(Json.TYPE)) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send JSON with the header Content-Type: " + Json.TYPE);
        }
    }
}
