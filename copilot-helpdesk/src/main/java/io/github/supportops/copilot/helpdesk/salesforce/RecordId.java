package io.github.supportops.copilot.helpdesk.salesforce;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Record ids: 15 characters where case matters, or 18 of which the last three spell out the case of the others. Everything
 * that goes into a query or an address passes here first, so no text from outside can change what is asked.
 */
final class RecordId {
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private RecordId() {}

    /** {@return the id with 18 characters; absent if the text is no id} */
    static Optional<String> of(@Nullable String text) {
        if (text == null || !text.matches("[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?")) {
            return Optional.empty();
        }
        return Optional.of(text.length() == 15 ? text + suffix(text) : text);
    }

    /** {@return the id of a case with 18 characters; absent if it is none} */
    static Optional<String> ofCase(@Nullable String text) {
        return of(text).filter(id -> id.startsWith("500"));
    }

    /** {@return the id of a case} @throws IllegalArgumentException if it is none */
    static String requireCase(String text) {
        return ofCase(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("The id of a case has 15 or 18 letters and digits after 500…"));
    }

    /** One character for five of the id: a bit for each capital letter. */
    private static String suffix(String id) {
        StringBuilder suffix = new StringBuilder();
        for (int group = 0; group < 15; group += 5) {
            int bits = 0;
            for (int place = 0; place < 5; place++) {
                char letter = id.charAt(group + place);
                bits |= letter >= 'A' && letter <= 'Z' ? 1 << place : 0;
            }
            suffix.append(SUFFIX.charAt(bits));
        }
        return suffix.toString();
    }
}
