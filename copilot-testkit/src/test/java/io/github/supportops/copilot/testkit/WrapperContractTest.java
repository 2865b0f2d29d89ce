package io.github.supportops.copilot.testkit;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.cache.ResultCache;
import io.github.supportops.copilot.compose.Analyzers;
import io.github.supportops.copilot.compose.BusinessRule;
import io.github.supportops.copilot.review.ReviewPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** Every analyzer that wraps analyzers is one itself. */
@Timeout(120)
class WrapperContractTest {

    @Nested
    class Fallback extends WrapperContract {
        @Override
        TicketAnalyzer wrap(FakeTicketAnalyzer wrapped) {
            return Analyzers.fallback(failing(), wrapped);
        }
    }

    @Nested
    class Cascade extends WrapperContract {
        @Override
        TicketAnalyzer wrap(FakeTicketAnalyzer wrapped) {
            return Analyzers.cascade(failing(), wrapped);
        }
    }

    @Nested
    class Vote extends WrapperContract {
        @Override
        TicketAnalyzer wrap(FakeTicketAnalyzer wrapped) {
            return Analyzers.sampled(wrapped, 3);
        }
    }

    @Nested
    class Cached extends WrapperContract {
        @Override
        TicketAnalyzer wrap(FakeTicketAnalyzer wrapped) {
            return Analyzers.cached(wrapped, ResultCache.inMemory(100));
        }
    }

    @Nested
    class Rules extends WrapperContract {
        @Override
        TicketAnalyzer wrap(FakeTicketAnalyzer wrapped) {
            return Analyzers.rules(
                    wrapped,
                    BusinessRule.named("all").when(ticket -> true).escalate().build());
        }
    }

    @Nested
    class Reviewed extends WrapperContract {
        @Override
        TicketAnalyzer wrap(FakeTicketAnalyzer wrapped) {
            return Analyzers.reviewed(wrapped, ReviewPolicy.standard());
        }
    }

    /** The contracts of a wrapper, given how it wraps. */
    abstract static class WrapperContract extends TicketAnalyzerContract
            implements WaitingAnalyzerContract, FailingAnalyzerContract {

        abstract TicketAnalyzer wrap(FakeTicketAnalyzer wrapped);

        @Override
        protected TicketAnalyzer createAnalyzer() {
            return wrap(FakeTicketAnalyzer.create());
        }

        @Override
        public TicketAnalyzer createStalledAnalyzer() {
            return wrap(FakeTicketAnalyzer.create().otherwiseStalls());
        }

        @Override
        public TicketAnalyzer createFailingAnalyzer() {
            return wrap(failing());
        }

        static FakeTicketAnalyzer failing() {
            return FakeTicketAnalyzer.create().otherwise(ticket -> {
                throw new SetupException(FailureKind.CREDITS, "No credits; add some");
            });
        }
    }
}
