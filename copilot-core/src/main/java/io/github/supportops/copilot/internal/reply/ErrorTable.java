package io.github.supportops.copilot.internal.reply;

import static io.github.supportops.copilot.internal.reply.ProviderFailure.Action.ASK_AGAIN;
import static io.github.supportops.copilot.internal.reply.ProviderFailure.Action.NEGOTIATE;
import static io.github.supportops.copilot.internal.reply.ProviderFailure.Action.NEXT_MODEL;
import static io.github.supportops.copilot.internal.reply.ProviderFailure.Action.RETRY;
import static io.github.supportops.copilot.internal.reply.ProviderFailure.Action.STOP;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.internal.reply.ProviderFailure.Action;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The one table from (status, what the error says) to what it means and what to do. The first row that fits decides; the
 * rows by name come before the rows by status, because providers agree more on names than on numbers. {@code
 * docs/errors.md} shows the same table to users.
 */
final class ErrorTable {
    /**
     * One row.
     *
     * @param fits whether it is about this status and error
     * @param kind what it means
     * @param action what to do
     * @param advice what a person should do
     */
    record Row(BiPredicate<Integer, ErrorBody> fits, FailureKind kind, Action action, String advice) {}

    private static final List<Row> ROWS = List.of(
            limit(
                    "openrouter_in_flight_budget",
                    FailureKind.RATE_LIMITED,
                    RETRY,
                    "Lower the concurrency or max tokens"),
            limit("openrouter_free_tier_daily", FailureKind.QUOTA_EXHAUSTED, STOP, "Wait for the daily reset"),
            limit("_budget", FailureKind.CREDITS, STOP, "Raise the spending limit"),
            limit("_key_limit", FailureKind.CREDITS, STOP, "Raise the limit of the key"),
            limit("openrouter_credits", FailureKind.CREDITS, STOP, "Add credits"),
            named("insufficient_quota", FailureKind.CREDITS, STOP, "Add credits"),
            named("budget_exceeded", FailureKind.CREDITS, STOP, "Raise the spending limit"),
            named("payment_required", FailureKind.CREDITS, STOP, "Add credits"),
            named("throttling_error", FailureKind.RATE_LIMITED, RETRY, "Lower the request rate"),
            new Row((status, error) -> status == 413, FailureKind.TICKET_TOO_LONG, NEXT_MODEL, "Shorten the ticket"),
            named("json_validate_failed", FailureKind.INVALID_ANSWER, ASK_AGAIN, "Try another model"),
            named("invalid_api_key", FailureKind.API_KEY, STOP, "Check the API key"),
            named("authentication", FailureKind.API_KEY, STOP, "Check the API key"),
            named("context_length_exceeded", FailureKind.TICKET_TOO_LONG, NEXT_MODEL, "Shorten the ticket"),
            named("exceed_context_size_error", FailureKind.TICKET_TOO_LONG, NEXT_MODEL, "Shorten the ticket"),
            named("token_limit_exceeded", FailureKind.TICKET_TOO_LONG, NEXT_MODEL, "Shorten the ticket"),
            named("string_too_long", FailureKind.TICKET_TOO_LONG, NEXT_MODEL, "Shorten the ticket"),
            named("payload_too_large", FailureKind.TICKET_TOO_LONG, NEXT_MODEL, "Shorten the ticket"),
            named("content_policy_violation", FailureKind.BLOCKED_CONTENT, NEXT_MODEL, "Let a person triage it"),
            named("responsibleaipolicyviolation", FailureKind.BLOCKED_CONTENT, NEXT_MODEL, "Let a person triage it"),
            named("content_filter", FailureKind.BLOCKED_CONTENT, NEXT_MODEL, "Let a person triage it"),
            named("refusal", FailureKind.BLOCKED_CONTENT, NEXT_MODEL, "Let a person triage it"),
            named("model_not_found", FailureKind.MODEL, NEXT_MODEL, "Check the model's name"),
            named("model_deprecated", FailureKind.MODEL, NEXT_MODEL, "Choose another model"),
            named("region_restricted", FailureKind.PERMISSION, NEXT_MODEL, "Choose another model"),
            unnumbered("not_found", FailureKind.MODEL, NEXT_MODEL, "Check the model's name"),
            unnumbered("permission_denied", FailureKind.PERMISSION, STOP, "Check what the key may do"),
            unnumbered("invalid_request", FailureKind.REQUEST, NEGOTIATE, "Check the request settings"),
            unnumbered("invalid_request_error", FailureKind.REQUEST, NEGOTIATE, "Check the request settings"),
            unnumbered("invalid_prompt", FailureKind.REQUEST, NEGOTIATE, "Check the request settings"),
            unnumbered("unprocessable", FailureKind.REQUEST, NEGOTIATE, "Check the request settings"),
            unnumbered("max_tokens_exceeded", FailureKind.REQUEST, NEGOTIATE, "Check the request settings"),
            unnumbered("precondition_failed", FailureKind.REQUEST, NEGOTIATE, "Check the request settings"),
            new Row(
                    (status, error) -> error.isModeration(),
                    FailureKind.BLOCKED_CONTENT,
                    NEXT_MODEL,
                    "Let a person triage it"),
            new Row(
                    (status, error) -> isRateLimit(status, error) && isUsedUpForLong(error),
                    FailureKind.QUOTA_EXHAUSTED,
                    STOP,
                    "Wait for the quota's reset or raise it"),
            new Row(
                    (status, error) -> isRateLimit(status, error),
                    FailureKind.RATE_LIMITED,
                    RETRY,
                    "Lower the request rate"),
            new Row(
                    (status, error) ->
                            status == 400 && says(error, "not a valid model", "model does not exist", "unknown model"),
                    FailureKind.MODEL,
                    NEXT_MODEL,
                    "Check the model's name"),
            new Row(
                    (status, error) -> status == 400 && says(error, "api key not valid", "api key is invalid"),
                    FailureKind.API_KEY,
                    STOP,
                    "Check the API key"),
            new Row(
                    (status, error) -> status == 400
                            && says(error, "context length", "maximum context", "context size", "too long"),
                    FailureKind.TICKET_TOO_LONG,
                    NEXT_MODEL,
                    "Shorten the ticket"),
            new Row(
                    (status, error) -> status == 403 && says(error, "moderation", "flagged", "guardrail", "injection"),
                    FailureKind.BLOCKED_CONTENT,
                    NEXT_MODEL,
                    "Let a person triage it"),
            new Row(
                    (status, error) ->
                            status == 403 && says(error, "api key", "key disabled", "invalid key", "credentials"),
                    FailureKind.API_KEY,
                    STOP,
                    "Check the API key"),
            new Row(
                    (status, error) -> status == 404
                            && says(
                                    error,
                                    "requested parameters",
                                    "guardrail restrictions",
                                    "data policy",
                                    "no endpoints found that support"),
                    FailureKind.MODEL,
                    NEGOTIATE,
                    "Relax the provider preferences or choose another model"),
            new Row(
                    (status, error) -> status == 404 && !error.isPresent(),
                    FailureKind.REQUEST,
                    STOP,
                    "Check the base URL; nothing answers there"),
            statuses(
                    FailureKind.REQUEST,
                    STOP,
                    "Redirects are not followed; set the final address as the base URL",
                    300,
                    399),
            status(400, FailureKind.REQUEST, NEGOTIATE, "Check the request settings"),
            status(401, FailureKind.API_KEY, STOP, "Check the API key"),
            status(402, FailureKind.CREDITS, STOP, "Add credits"),
            status(403, FailureKind.PERMISSION, STOP, "Check what the key may do"),
            status(404, FailureKind.MODEL, NEXT_MODEL, "Check the model's name"),
            status(405, FailureKind.REQUEST, STOP, "Check the base URL"),
            status(407, FailureKind.REQUEST, STOP, "Give the HTTP client the proxy's credentials"),
            status(408, FailureKind.PROVIDER_ERROR, RETRY, "Try again later"),
            status(409, FailureKind.PROVIDER_ERROR, RETRY, "Try again later"),
            status(410, FailureKind.MODEL, NEXT_MODEL, "Choose another model"),
            status(422, FailureKind.REQUEST, NEGOTIATE, "Check the request settings"),
            status(425, FailureKind.PROVIDER_ERROR, RETRY, "Try again later"),
            status(451, FailureKind.PERMISSION, NEXT_MODEL, "Choose another model"),
            status(498, FailureKind.RATE_LIMITED, RETRY, "Lower the request rate"),
            status(499, FailureKind.PROVIDER_ERROR, RETRY, "Try again later"),
            statuses(FailureKind.REQUEST, NEGOTIATE, "Check the request settings", 400, 499),
            status(501, FailureKind.REQUEST, STOP, "Check the base URL"));

    private static final Row OTHERWISE =
            new Row((status, error) -> true, FailureKind.PROVIDER_ERROR, RETRY, "Try again later");

    private ErrorTable() {}

    static Row row(int status, ErrorBody error) {
        return ROWS.stream()
                .filter(row -> row.fits().test(status, error))
                .findFirst()
                .orElse(OTHERWISE);
    }

    private static Row limit(String source, FailureKind kind, Action action, String advice) {
        return new Row((status, error) -> error.limitSource().endsWith(source), kind, action, advice);
    }

    private static Row named(String name, FailureKind kind, Action action, String advice) {
        return new Row((status, error) -> error.names().contains(" " + name + " "), kind, action, advice);
    }

    /** For an error inside a 200 that has a name and no number. */
    private static Row unnumbered(String name, FailureKind kind, Action action, String advice) {
        return new Row(
                (status, error) -> status == 502 && error.names().contains(" " + name + " "), kind, action, advice);
    }

    private static Row status(int wanted, FailureKind kind, Action action, String advice) {
        return new Row((status, error) -> status == wanted, kind, action, advice);
    }

    private static Row statuses(FailureKind kind, Action action, String advice, int from, int to) {
        return new Row((status, error) -> status >= from && status <= to, kind, action, advice);
    }

    private static boolean isRateLimit(int status, ErrorBody error) {
        return status == 429 || error.names().contains(" rate_limit_exceeded ");
    }

    /** A quota by the minute is a rate limit, whatever the provider calls it. */
    private static boolean isUsedUpForLong(ErrorBody error) {
        return says(error, "per day", "per-day", "perday", "daily", "per month", "monthly")
                || (says(error, "exceeded your current quota") && !says(error, "minute"));
    }

    private static boolean says(ErrorBody error, String... signs) {
        for (String sign : signs) {
            if (error.words().contains(sign)) {
                return true;
            }
        }
        return false;
    }
}
