package io.github.supportops.copilot.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Loads the template of this library once, from the readable file beside this class. */
final class StandardPrompt {
    static final PromptTemplate TEMPLATE = TextPromptTemplate.parse(read("triage.v1.txt"));

    private StandardPrompt() {}

    private static String read(String resource) {
        try (InputStream stream =
                Objects.requireNonNull(StandardPrompt.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + resource + " from the library's own jar", failed);
        }
    }
}
