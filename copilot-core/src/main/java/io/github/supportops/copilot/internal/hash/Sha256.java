package io.github.supportops.copilot.internal.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of texts, without the checked exception that no Java runtime throws. Thread-safe. */
public final class Sha256 {
    private static final int SHORT_BYTES = 6;
    private static final double STEPS_OF_A_UNIT = 1L << 53;

    private Sha256() {}

    /** {@return a digest that nothing was added to yet} */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }

    /** {@return the first twelve hexadecimal digits, enough to tell the versions of one thing apart} */
    public static String shortHash(String text) {
        return HexFormat.of().formatHex(bytes(text), 0, SHORT_BYTES);
    }

    /** {@return a number from 0, included, to 1, excluded, that is evenly spread over texts and the same for the same text} */
    public static double unit(String text) {
        return (ByteBuffer.wrap(bytes(text)).getLong() >>> 11) / STEPS_OF_A_UNIT;
    }

    private static byte[] bytes(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
