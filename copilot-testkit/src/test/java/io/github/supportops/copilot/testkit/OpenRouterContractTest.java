package io.github.supportops.copilot.testkit;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OpenRouterContractTest extends TicketAnalyzerContract
        implements WaitingAnalyzerContract, FailingAnalyzerContract {
    private static final String KEY = "sk-or-canary-0123456789";

    private final StubOpenRouter stub = StubOpenRouter.start();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Override
    protected TicketAnalyzer createAnalyzer() {
        return analyzerWhoseProviderSays(StubReply.answer(Samples.analysis()));
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    @Override
    public TicketAnalyzer createStalledAnalyzer() {
        return analyzerWhoseProviderSays(StubReply.stallAfterHeaders());
    }

    @Override
    public TicketAnalyzer createFailingAnalyzer() {
        return analyzerWhoseProviderSays(StubReply.error(402, "no credits"));
    }

    private TicketAnalyzer analyzerWhoseProviderSays(StubReply reply) {
        stub.otherwise(reply);
        return OpenRouterTicketAnalyzer.builder()
                .baseUrl(stub.baseUrl().toString())
                .apiKey(KEY)
                .model("some/model")
                .deadline(Duration.ofMinutes(5))
                .build();
    }
}
