package io.github.supportops.copilot.openrouter;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random 128-bit markers, so that no ticket can close the fence it stands in. */
final class Markers {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;
    private static final int SHORT_BYTES = 4;

    private Markers() {}

    static String next() {
        return random(BYTES);
    }

    /** {@return a name for a ticket among those of one call: cheap in tokens, and new in every call} */
    static String shortId() {
        return random(SHORT_BYTES);
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
