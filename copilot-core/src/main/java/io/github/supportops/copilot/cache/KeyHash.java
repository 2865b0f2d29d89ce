package io.github.supportops.copilot.cache;

import io.github.supportops.copilot.internal.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 over named parts. Each part carries its length, so no two lists of parts look the same to the hash. */
final class KeyHash {
    private final MessageDigest digest = Sha256.digest();

    void add(String name, String value) {
        addBytes(name);
        addBytes(value);
    }

    /** Adds text a person wrote, in which a different run of white space means nothing. */
    void addText(String name, String text) {
        add(name, collapsed(text));
    }

    String hexadecimal() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addBytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static String collapsed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean gap = false;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next)) {
                gap = out.length() > 0;
            } else {
                if (gap) {
                    out.append(' ');
                }
                gap = false;
                out.append(next);
            }
        }
        return out.toString();
    }
}
