package io.github.supportops.copilot.review;

/** What makes a ticket look as if it tries to instruct the machine that reads it. */
public enum InjectionSign {
    /** Asks to ignore, forget or override instructions. */
    OVERRIDES_INSTRUCTIONS("tells its reader to drop its instructions"),

    /** Asks for the prompt or the instructions behind the answer. */
    ASKS_FOR_PROMPT("asks for the machine's instructions"),

    /** Gives the reader another role, or asks it to act without rules. */
    CHANGES_ROLE("gives its reader another role"),

    /** Contains the marks that separate speakers in a model's conversation. */
    FAKES_CONVERSATION("imitates the marks of a conversation with a machine"),

    /** Dictates the answer, its encoding, or the values of the analysis. */
    DICTATES_ANSWER("dictates the machine's answer"),

    /** Contains text a person would not see: invisible characters that spell words, or terminal commands. */
    HIDES_TEXT("contains text that a person would not see");

    private final String description;

    InjectionSign(String description) {
        this.description = description;
    }

    /** {@return what the ticket does, in words of this library} */
    public String description() {
        return description;
    }
}
