package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.PromptIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Turns a ticket into a prompt. Implementations are immutable and thread-safe.
 *
 * <p>A template file starts with {@code id:} and {@code version:} lines, then a part that begins with the line {@code ---
 * system} and one that begins with {@code --- user}. Two placeholders exist: <code>{{ticket}}</code>, required once and
 * only in the user part, becomes the fenced ticket; <code>{{explanation}}</code>, allowed once in the system part, becomes
 * the instructions for rationale, evidence, language and tags when those are asked for, and nothing otherwise. What a
 * ticket says is never read as a template.
 */
public interface PromptTemplate {

    /** {@return which template this is, down to its exact text} */
    PromptIdentity identity();

    /** Makes the prompt for one ticket. */
    Prompt render(PromptRequest request);

    /** {@return the template that comes with this library} */
    static PromptTemplate standard() {
        return StandardPrompt.TEMPLATE;
    }

    /**
     * Reads a template from text.
     *
     * @throws IllegalArgumentException if a part is missing, or a placeholder is unknown, missing or misplaced; the message
     *     names it
     */
    static PromptTemplate fromText(String text) {
        return TextPromptTemplate.parse(text);
    }

    /**
     * Reads a template from a UTF-8 file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException as {@link #fromText(String)} does
     */
    static PromptTemplate fromFile(Path file) throws IOException {
        return fromText(Files.readString(file, StandardCharsets.UTF_8));
    }
}
