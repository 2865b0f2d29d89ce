package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of routes share: a service around an analyzer without a script, started as late as the test likes. */
abstract class RouteTest {
    final FakeTicketAnalyzer analyzer = FakeTicketAnalyzer.create();

    @TempDir
    Path data;

    RunningService service;

    RunningService start() {
        return start(builder -> builder);
    }

    RunningService start(UnaryOperator<CopilotServiceBuilder> change) {
        service = RunningService.of(analyzer, data, change);
        return service;
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }
}
