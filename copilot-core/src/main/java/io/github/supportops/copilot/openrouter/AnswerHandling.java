package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.AttemptOutcome;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.internal.reply.ChatResponse;
import io.github.supportops.copilot.internal.reply.Repair;
import io.github.supportops.copilot.schema.ValidationIssue;
import io.github.supportops.copilot.schema.ValidationIssue.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an {@link AnalysisRun} does when a model spoke: takes the answer, asks again, or goes on to the next model. */
final class AnswerHandling<T> {
    private final AnalysisRun<T> run;
    private final Engine engine;
    private final Course course;
    private final Inquiry<T> inquiry;

    AnswerHandling(AnalysisRun<T> run, Engine engine, Course course, Inquiry<T> inquiry) {
        this.run = run;
        this.engine = engine;
        this.course = course;
        this.inquiry = inquiry;
    }

    /** Takes a valid answer as the result, or goes on. */
    void answered(Call call, ChatResponse response) {
        Finding<T> finding = inquiry.find(response);
        if (finding instanceof Finding.Accepted<T> accepted) {
            succeed(call, response, accepted);
        } else if (response.refused() || response.finish() == ChatResponse.Finish.FILTERED) {
            run.record(
                    call, spoken(call, response, AttemptOutcome.INVALID_ANSWER).failure(FailureKind.REFUSAL));
            if (!run.nextModel()) {
                run.fail(Failures.refusal(run.ledger()));
            }
        } else if (finding instanceof Finding.Rejected<T> rejected) {
            reject(call, response, rejected.issues());
        }
    }

    private void succeed(Call call, ChatResponse response, Finding.Accepted<T> accepted) {
        List<String> repairs = repairs(call, response, accepted);
        run.record(call, spoken(call, response, accepted.outcome()).repairs(repairs));
        if (!repairs.isEmpty()) {
            engine.listener().repaired(inquiry.ticketId(), repairs);
        }
        Provenance provenance = Provenance.builder("openrouter")
                .model(response.model() == null ? call.model : response.model())
                .prompt(inquiry.prompt().identity())
                .schemaVersion(engine.schema().version())
                .attempts(run.ledger())
                .repairs(repairs)
                .duration(run.elapsed())
                .build();
        run.succeed(accepted.result().apply(provenance));
    }

    private static List<String> repairs(Call call, ChatResponse response, Finding.Accepted<?> accepted) {
        List<Repair> all = new ArrayList<>(response.repairs());
        if (call.shape.mode() == AnswerMode.TOOL_CALL) {
            all.remove(Repair.TOOL_CALL);
        }
        all.addAll(accepted.repairs());
        return all.stream().distinct().map(Repair::wireName).toList();
    }

    private void reject(Call call, ChatResponse response, List<ValidationIssue> issues) {
        boolean cut = issues.get(0).code() == Code.TRUNCATED;
        run.record(
                call,
                spoken(call, response, AttemptOutcome.INVALID_ANSWER)
                        .failure(cut ? FailureKind.TRUNCATED_ANSWER : FailureKind.INVALID_ANSWER)
                        .detail(issues.stream()
                                .map(issue -> issue.path() + " " + issue.code())
                                .collect(Collectors.joining("; "))));
        if (!course.mayAnswerAgain()) {
            if (!run.nextModel()) {
                run.fail(Failures.invalidAnswer(issues, run.ledger()));
            }
            return;
        }
        engine.listener().reAsked(inquiry.ticketId(), issues);
        if (cut) {
            course.giveMoreRoom();
        } else {
            course.complain(response.text(), issues);
        }
        run.attempt();
    }

    private static Attempt.Builder spoken(Call call, ChatResponse response, AttemptOutcome outcome) {
        return call.attempt(outcome)
                .status(200)
                .usage(response.usage())
                .possiblyBilled(!response.usageReported())
                .responseId(response.id())
                .answeredBy(response.model());
    }
}
