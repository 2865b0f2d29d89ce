package io.github.supportops.copilot.internal.json;

/** Makes JSON text that survives every encoding: half a surrogate pair has none in UTF-8 and would become a question mark. */
public final class LoneSurrogates {
    private LoneSurrogates() {}

    /** {@return the JSON text with lone surrogates, which stand only inside its strings, written as escapes} */
    public static String escaped(String json) {
        StringBuilder escaped = null;
        for (int at = 0; at < json.length(); at++) {
            char next = json.charAt(at);
            boolean pair = Character.isHighSurrogate(next)
                    && at + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(at + 1));
            if (Character.isSurrogate(next) && !pair) {
                if (escaped == null) {
                    escaped = new StringBuilder(json.length() + 16).append(json, 0, at);
                }
                escaped.append(String.format("\\u%04x", (int) next));
            } else if (escaped != null) {
                escaped.append(next);
            }
            if (pair) {
                at++;
                if (escaped != null) {
                    escaped.append(json.charAt(at));
                }
            }
        }
        return escaped == null ? json : escaped.toString();
    }
}
