package io.github.supportops.copilot.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A hash of everything that was made by training or by hand and shapes the answers; nothing of it is loaded for that. */
final class LocalVariant {
    private static final List<String> WORDS = List.of("cues.txt", "replies.txt", "languages.txt");
    private static final int DIGITS = 12;

    private LocalVariant() {}

    /** {@return the hash for the heads of a file, or for those that come with the library} */
    static String of(@Nullable Path heads) {
        MessageDigest digest = sha256();
        try {
            digest.update(heads == null ? resource("heads.bin") : Files.readAllBytes(heads));
            for (String name : WORDS) {
                digest.update(resource(name));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the heads cannot be read; make them again", unreadable);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(LocalVariant.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
