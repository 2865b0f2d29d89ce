package io.github.supportops.copilot.compose;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks several analyzers, or one several times, at the same time and lets the majority decide field by field. */
final class VoteAnalyzer extends WrappingAnalyzer {
    /** Past this many voices, agreement hardly gets more precise, and every ticket costs that many calls. */
    static final int MOST_VOTERS = 20;

    private final List<TicketAnalyzer> voters;
    private final Elapsed.Clock clock;

    private VoteAnalyzer(String name, List<TicketAnalyzer> wrapped, List<TicketAnalyzer> voters, Elapsed.Clock clock) {
        super(name, wrapped);
        this.voters = List.copyOf(voters);
        this.clock = clock;
    }

    static VoteAnalyzer of(List<TicketAnalyzer> voters, Elapsed.Clock clock) {
        if (voters.size() > MOST_VOTERS) {
            throw new IllegalArgumentException("A vote takes at most " + MOST_VOTERS + " analyzers: " + voters.size());
        }
        return new VoteAnalyzer("Vote", voters, voters, clock);
    }

    static VoteAnalyzer sampling(TicketAnalyzer analyzer, int samples, Elapsed.Clock clock) {
        if (samples < 2 || samples > MOST_VOTERS) {
            throw new IllegalArgumentException("samples must be within 2 and " + MOST_VOTERS + ": " + samples);
        }
        TicketAnalyzer[] voters = new TicketAnalyzer[samples];
        Arrays.fill(voters, analyzer);
        return new VoteAnalyzer("Sampled[" + samples + "]", List.of(analyzer), List.of(voters), clock);
    }

    @Override
    void run(Ticket ticket, Relay relay) {
        new Run(relay).ask(ticket);
    }

    private final class Run {
        private final Relay relay;
        private final Elapsed elapsed = clock.start();
        private final @Nullable AnalysisResult[] answers = new AnalysisResult[voters.size()];
        private final @Nullable AnalysisException[] failures = new AnalysisException[voters.size()];
        private int open = voters.size();

        private Run(Relay relay) {
            this.relay = relay;
        }

        private void ask(Ticket ticket) {
            for (int place = 0; place < voters.size(); place++) {
                int voter = place;
                relay.follow(
                        voters.get(place),
                        ticket,
                        result -> came(voter, result, null),
                        failure -> failed(voter, failure));
            }
        }

        private void failed(int voter, Throwable failure) {
            if (FallThrough.allows(failure)) {
                came(voter, null, (AnalysisException) failure);
            } else {
                relay.fail(failure);
            }
        }

        private void came(int voter, @Nullable AnalysisResult answer, @Nullable AnalysisException failure) {
            synchronized (this) {
                answers[voter] = answer;
                failures[voter] = failure;
                open--;
                if (open > 0) {
                    return;
                }
            }
            decide();
        }

        /** More than half must have answered: fewer voices are no majority of those asked. */
        private void decide() {
            List<AnalysisResult> given = present(answers);
            List<AnalysisException> missing = present(failures);
            Ledger ledger = new Ledger();
            for (int voter = 0; voter < voters.size(); voter++) {
                AnalysisResult answer = answers[voter];
                if (answer != null) {
                    ledger.add(answer);
                } else {
                    ledger.add(Objects.requireNonNull(failures[voter]));
                }
            }
            if (given.size() * 2 > voters.size()) {
                relay.complete(new Tally(given, voters.size()).result(ledger, elapsed));
            } else {
                relay.fail(FallThrough.joined(missing, ledger.attempts()));
            }
        }

        private static <T> List<T> present(@Nullable T[] values) {
            List<T> present = new ArrayList<>();
            for (T value : values) {
                if (value != null) {
                    present.add(value);
                }
            }
            return present;
        }
    }
}
