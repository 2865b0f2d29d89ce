package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.CallBudget;
import io.github.supportops.copilot.internal.exchange.CallLimiter;
import io.github.supportops.copilot.internal.exchange.HttpExchange;
import io.github.supportops.copilot.internal.exchange.Scheduler;
import io.github.supportops.copilot.internal.reply.AnswerValidator;
import io.github.supportops.copilot.internal.reply.GroupValidator;
import io.github.supportops.copilot.internal.reply.ReplyClassifier;
import io.github.supportops.copilot.internal.retry.Backoff;
import io.github.supportops.copilot.internal.retry.RetryBudget;
import io.github.supportops.copilot.schema.AnalysisSchema;

/** What all runs of one analyzer share. Every part is thread-safe. */
record Engine(
        HttpExchange exchange,
        CallLimiter limiter,
        Scheduler scheduler,
        ModelStates models,
        RetryBudget retryBudget,
        Backoff backoff,
        CallBudget callBudget,
        AnalysisSchema schema,
        ChatRequestWriter writer,
        ChatRequestWriter groupWriter,
        ReplyClassifier classifier,
        AnswerValidator validator,
        GroupValidator groupValidator,
        AnalysisListener listener,
        RunLimits limits) {}
