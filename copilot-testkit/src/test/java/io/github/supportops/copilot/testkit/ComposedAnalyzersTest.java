package io.github.supportops.copilot.testkit;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.cache.ResultCache;
import io.github.supportops.copilot.compose.Analyzers;
import io.github.supportops.copilot.compose.BusinessRule;
import io.github.supportops.copilot.review.Calibration;
import io.github.supportops.copilot.review.ReviewPolicy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;

/** Every analyzer that wraps another keeps the contract of the one it wraps. */
class ComposedAnalyzersTest {

    @Nested
    class Fallback extends Wrapper {
        Fallback() {
            super(analyzer -> Analyzers.fallback(analyzer, failing()));
        }
    }

    @Nested
    class FallbackThatFellBack extends Wrapper {
        FallbackThatFellBack() {
            super(analyzer -> Analyzers.fallback(failing(), analyzer));
        }
    }

    @Nested
    class Cascade extends Wrapper {
        Cascade() {
            super(analyzer -> Analyzers.cascade(failing(), analyzer));
        }
    }

    @Nested
    class Vote extends Wrapper {
        Vote() {
            super(analyzer -> Analyzers.sampled(analyzer, 3));
        }
    }

    @Nested
    class Cached extends Wrapper {
        Cached() {
            super(analyzer -> Analyzers.cached(analyzer, ResultCache.inMemory(100)));
        }
    }

    @Nested
    class Rules extends Wrapper {
        Rules() {
            super(analyzer -> Analyzers.rules(
                    analyzer,
                    BusinessRule.named("floor").urgencyAtLeast(Urgency.MEDIUM).build()));
        }
    }

    @Nested
    class Calibrated extends Wrapper {
        Calibrated() {
            super(analyzer ->
                    Analyzers.calibrated(analyzer, Calibration.learn(Calibration.Method.TEMPERATURE, List.of())));
        }
    }

    @Nested
    class Reviewed extends Wrapper {
        Reviewed() {
            super(analyzer -> Analyzers.reviewed(analyzer, ReviewPolicy.standard()));
        }
    }

    @Nested
    class AllNested extends Wrapper {
        AllNested() {
            super(analyzer -> Analyzers.reviewed(
                    Analyzers.cached(Analyzers.fallback(failing(), analyzer), ResultCache.inMemory(100)),
                    ReviewPolicy.standard()));
        }
    }

    private static FakeTicketAnalyzer failing() {
        return FakeTicketAnalyzer.create().otherwise(ticket -> {
            throw new ProviderUnavailableException(
                    FailureKind.RATE_LIMITED, "Too many requests; try later", 429, null, List.of(), null);
        });
    }

    abstract static class Wrapper extends TicketAnalyzerContract
            implements WaitingAnalyzerContract, FailingAnalyzerContract {
        private final UnaryOperator<TicketAnalyzer> wrapping;

        Wrapper(UnaryOperator<TicketAnalyzer> wrapping) {
            this.wrapping = wrapping;
        }

        @Override
        protected TicketAnalyzer createAnalyzer() {
            return wrapping.apply(FakeTicketAnalyzer.create());
        }

        @Override
        public TicketAnalyzer createStalledAnalyzer() {
            return wrapping.apply(FakeTicketAnalyzer.create().otherwiseStalls());
        }

        @Override
        public TicketAnalyzer createFailingAnalyzer() {
            return wrapping.apply(failing());
        }
    }
}
