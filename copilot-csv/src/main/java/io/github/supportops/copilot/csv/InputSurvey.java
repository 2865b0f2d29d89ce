package io.github.supportops.copilot.csv;

import io.github.supportops.copilot.csv.ReadOptions.OpenedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A first look at the whole input before anything is paid: it can be read to its end, how many rows it has, and what its
 * bytes add up to.
 *
 * @param rows how many rows there are, broken ones included
 * @param sha256 of the file's bytes, in hexadecimal
 * @param columns the header
 * @param delimiter what separates the cells
 * @param marked whether there is a byte order mark
 */
record InputSurvey(long rows, String sha256, List<String> columns, char delimiter, boolean marked) {
    static InputSurvey of(Path file, ReadOptions options) {
        MessageDigest digest = sha256Digest();
        List<String> columns = options.formatOf(file).isJson() ? options.jsonColumns(file) : List.of();
        try (InputStream stream = new DigestInputStream(ReadOptions.stream(file), digest);
                OpenedInput input = options.open(file, stream, columns)) {
            long rows = 0;
            while (input.rows().next() != null) {
                rows++;
            }
            stream.transferTo(OutputStream.nullOutputStream());
            String hash = HexFormat.of().formatHex(digest.digest());
            return new InputSurvey(rows, hash, input.rows().columns(), input.delimiter(), input.marked());
        } catch (IOException broken) {
            throw TicketFileException.of(file, "cannot be read", broken);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
