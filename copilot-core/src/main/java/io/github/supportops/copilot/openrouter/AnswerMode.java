package io.github.supportops.copilot.openrouter;

/** How a model is made to answer in JSON, from the strictest to the loosest. Every answer is validated all the same. */
public enum AnswerMode {
    /** {@code response_format: json_schema} with {@code strict}: the provider enforces the schema. */
    STRICT_SCHEMA,
    /** A function whose parameters are the schema and which the model has to call. */
    TOOL_CALL,
    /** {@code response_format: json_object}: the provider enforces JSON; the schema stands in the prompt. */
    JSON_OBJECT,
    /** Only the prompt asks for JSON. */
    PROMPT_ONLY;

    /** The next looser one; the loosest has none but itself. */
    AnswerMode looser() {
        return switch (this) {
            case STRICT_SCHEMA -> TOOL_CALL;
            case TOOL_CALL -> JSON_OBJECT;
            case JSON_OBJECT, PROMPT_ONLY -> PROMPT_ONLY;
        };
    }
}
