package io.github.supportops.copilot.openrouter;

/** How much a reasoning model may think before it answers. Thinking is billed as output. */
public enum ReasoningEffort {
    /** None; where a model insists on thinking, as little as it allows. */
    OFF("none"),
    /** A little. */
    LOW("low"),
    /** Some. */
    MEDIUM("medium"),
    /** Much. */
    HIGH("high"),
    /** Whatever the provider does by itself; nothing is sent. */
    PROVIDER_DEFAULT("");

    private final String wireName;

    ReasoningEffort(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
