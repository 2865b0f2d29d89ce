package io.github.supportops.copilot.otel;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The names that OpenTelemetry gives to generative AI, and a few of our own. The conventions are still in development and
 * may change between versions, so they stand here and nowhere else.
 */
final class GenAiNames {
    static final String CALL_DURATION = "gen_ai.client.operation.duration";
    static final String TOKENS = "gen_ai.client.token.usage";
    static final String WORKFLOW_DURATION = "gen_ai.workflow.duration";

    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> WORKFLOW = AttributeKey.stringKey("gen_ai.workflow.name");
    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
    static final AttributeKey<String> OUTPUT_TYPE = AttributeKey.stringKey("gen_ai.output.type");
    static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<Long> CACHED_TOKENS = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
    static final AttributeKey<Long> REASONING_TOKENS = AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
    static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    static final AttributeKey<String> TICKET = AttributeKey.stringKey("ticket.copilot.ticket.id");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("ticket.copilot.attempt.number");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("ticket.copilot.attempt.outcome");
    static final AttributeKey<Double> COST = AttributeKey.doubleKey("ticket.copilot.cost.usd");
    static final AttributeKey<String> PROMPT = AttributeKey.stringKey("ticket.copilot.prompt.id");
    static final AttributeKey<String> PROMPT_VERSION = AttributeKey.stringKey("ticket.copilot.prompt.version");
    static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("ticket.copilot.attempts");
    static final AttributeKey<Boolean> REVIEW = AttributeKey.booleanKey("ticket.copilot.review.required");

    /** The bounds the conventions ask for, in seconds and in tokens. */
    static final List<Double> SECONDS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

    static final List<Long> TOKEN_BOUNDS = List.of(
            1L,
            4L,
            16L,
            64L,
            256L,
            1_024L,
            4_096L,
            16_384L,
            65_536L,
            262_144L,
            1_048_576L,
            4_194_304L,
            16_777_216L,
            67_108_864L);

    private GenAiNames() {}
}
