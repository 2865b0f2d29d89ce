package io.github.supportops.copilot.internal.reply;

import java.util.Locale;

/** What was put right in an answer without asking again. Each is deterministic: nothing is guessed, nothing is added. */
public enum Repair {
    /** Server-sent events were handed to a caller that wanted one JSON body. */
    EVENT_STREAM,
    /** The content came as an array of parts, or as an object instead of its text. */
    CONTENT_PARTS,
    /** The answer stood in the arguments of a tool call that was not asked for. */
    TOOL_CALL,
    /** The answer stood in the field for reasoning while the content was empty. */
    REASONING_FIELD,
    /** Think text around the answer was dropped. */
    THINK_TEXT,
    /** A code fence was taken off. */
    CODE_FENCE,
    /** Text before or after the JSON was dropped. */
    PROSE,
    /** JSON inside a JSON string was unpacked. */
    DOUBLE_ENCODING,
    /** An object around the answer was taken off. */
    WRAPPER,
    /** An array of one was unpacked. */
    SINGLE_ELEMENT_ARRAY,
    /** The same answer, or the same member of it, stood there more than once. */
    REPEATED_ANSWER,
    /** A comma before a closing bracket was dropped. */
    TRAILING_COMMA,
    /** A comment was dropped. */
    COMMENT,
    /** Single quotes were read as quotes. */
    SINGLE_QUOTES,
    /** Typographic quotes were read as quotes. */
    SMART_QUOTES,
    /** A raw line break or control character inside a string was kept. */
    RAW_CONTROL_CHARACTER,
    /** An escape that JSON does not know was read as the character itself. */
    UNKNOWN_ESCAPE,
    /** A key without quotes was read. */
    UNQUOTED_KEY,
    /** {@code True}, {@code False}, {@code None} or {@code NaN} was read. */
    PYTHON_LITERAL,
    /** A key in another case or with other separators was recognised. */
    KEY_SPELLING,
    /** A label in another case or with other separators was recognised. */
    LABEL_SPELLING,
    /** The text {@code "true"} or {@code "false"} was read as a flag. */
    FLAG_AS_TEXT,
    /** A single text was read as a list of one. */
    TEXT_AS_LIST,
    /** Keys that nobody asked for were ignored. */
    EXTRA_KEY,
    /** Half a surrogate pair, or a control character that no text has, was replaced by U+FFFD. */
    BROKEN_CHARACTER,
    /** A quote was found apart from case, spacing and quotation marks, and taken as it stands in the ticket. */
    EVIDENCE_SPELLING;

    /** {@return the name in {@code Provenance.repairs}} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
