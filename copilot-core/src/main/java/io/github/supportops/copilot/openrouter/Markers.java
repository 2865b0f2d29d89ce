package io.github.supportops.copilot.openrouter;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random 128-bit markers, so that no ticket can close the fence it stands in. */
final class Markers {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private Markers() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
