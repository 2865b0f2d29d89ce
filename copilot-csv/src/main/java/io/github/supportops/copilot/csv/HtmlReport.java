package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Makes one self-contained page: the data as JSON that cannot end its element, and one script that puts every text into the
 * page as text. The page's policy lets no other script run and nothing be fetched.
 */
final class HtmlReport {
    private HtmlReport() {}

    static String page(ObjectNode data) {
        String script = resource("report.js");
        String json = data.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
        // The data goes in last, so that no text in it is taken for a placeholder.
        return resource("report.html")
                .replace("{{SCRIPT_HASH}}", hash(script))
                .replace("{{STYLE}}", resource("report.css"))
                .replace("{{SCRIPT}}", script)
                .replace("{{DATA}}", json);
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The library lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("The library's resource " + name + " cannot be read", broken);
        }
    }
}
