package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Attempt;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.internal.exchange.Deadline;
import io.github.supportops.copilot.internal.reply.AnswerVerdict;
import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tickets that share one call. Each gets what the answer says about it; those it says nothing usable about, and all of them
 * when the failure may be one ticket's fault, are asked again alone with what is left of the time. Each carries its part of
 * the shared calls. The call ends early when nobody waits for it any more.
 */
final class TicketGroup {
    private final Engine engine;
    private final List<GroupMember> members;
    private final Deadline deadline;
    private final AtomicInteger waiting;
    private final CompletableFuture<GroupAnswer> answer = new CompletableFuture<>();

    TicketGroup(Engine engine, List<GroupMember> members) {
        this.engine = engine;
        this.members = members;
        this.deadline = Deadline.in(engine.limits().deadline(), engine.scheduler());
        this.waiting = new AtomicInteger(members.size());
    }

    void start() {
        if (members.size() == 1) {
            alone(members.get(0), List.of());
            return;
        }
        AnalysisRun<GroupAnswer> run =
                new AnalysisRun<>(engine, new GroupInquiry(engine, members), answer, deadline, List.of());
        for (GroupMember member : members) {
            member.future().whenComplete((result, failure) -> {
                if (waiting.decrementAndGet() == 0) {
                    run.cancelled();
                }
            });
        }
        answer.whenComplete(this::distribute);
        run.start();
    }

    private void distribute(@Nullable GroupAnswer said, @Nullable Throwable failure) {
        if (said != null) {
            SharedBill bill = new SharedBill(said.provenance().attempts(), members.size());
            for (int place = 0; place < members.size(); place++) {
                deliver(members.get(place), said, bill, place);
            }
        } else {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            failed(cause);
        }
    }

    private void deliver(GroupMember member, GroupAnswer said, SharedBill bill, int place) {
        AnswerVerdict verdict = said.verdicts().get(member.id());
        if (verdict instanceof AnswerVerdict.Accepted accepted) {
            Provenance provenance = said.provenance().toBuilder()
                    .attempts(bill.part(place))
                    .repairs(accepted.repairs().stream()
                            .map(repair -> repair.wireName())
                            .toList())
                    .build();
            AnalysisResult result = AnalysisResult.builder(member.ticket().id(), accepted.analysis(), provenance)
                    .explanation(accepted.explanation())
                    .build();
            engine.listener().completed(result);
            member.future().complete(result);
            return;
        }
        List<ValidationIssue> issues =
                verdict instanceof AnswerVerdict.Rejected rejected ? rejected.issues() : List.of();
        if (!member.future().isDone()) {
            engine.listener().reAsked(member.ticket().id(), issues);
        }
        alone(member, bill.partOfUnanswered(place, FailureKind.INVALID_ANSWER, detail(issues)));
    }

    private static String detail(List<ValidationIssue> issues) {
        return issues.isEmpty()
                ? "the answer to several tickets has nothing certain about this one"
                : issues.stream()
                        .map(issue -> issue.path() + " " + issue.code())
                        .collect(Collectors.joining("; "));
    }

    private void failed(@Nullable Throwable cause) {
        boolean oneTicketsFault = cause instanceof InvalidTicketException || cause instanceof InvalidAnswerException;
        boolean tooDearTogether = cause instanceof AnalysisException failure && failure.kind() == FailureKind.BUDGET;
        List<Attempt> calls = cause instanceof AnalysisException failure ? failure.attempts() : List.of();
        SharedBill bill = new SharedBill(calls, members.size());
        for (int place = 0; place < members.size(); place++) {
            GroupMember member = members.get(place);
            if (oneTicketsFault || tooDearTogether) {
                alone(member, bill.part(place));
            } else if (cause instanceof AnalysisException shared) {
                AnalysisException own = own(shared, bill.part(place));
                engine.listener().failed(member.ticket().id(), own);
                member.future().completeExceptionally(own);
            } else if (cause != null) {
                member.future().completeExceptionally(cause);
            }
        }
    }

    private static AnalysisException own(AnalysisException shared, List<Attempt> calls) {
        return Failures.of(
                shared.kind(),
                String.valueOf(shared.getMessage()),
                shared.status().isPresent() ? shared.status().getAsInt() : null,
                shared instanceof ProviderUnavailableException later
                        ? later.retryAfter().orElse(null)
                        : null,
                calls);
    }

    private void alone(GroupMember member, List<Attempt> earlier) {
        if (member.future().isDone()) {
            return;
        }
        TicketInquiry inquiry = new TicketInquiry(engine, member.ticket(), member.prompt());
        AnalysisRun<AnalysisResult> run = new AnalysisRun<>(engine, inquiry, member.future(), deadline, earlier);
        member.future().onCancel(run::cancelled);
        member.future().whenComplete((result, failure) -> run.cancelled());
        run.start();
    }

    @Override
    public String toString() {
        return "TicketGroup[" + members.size() + " tickets]";
    }
}
