package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.testkit.Samples;
import io.github.supportops.copilot.testkit.StubOpenRouter;
import io.github.supportops.copilot.testkit.StubReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, because a signal ends the process. */
@Timeout(180)
class StopOnSignalTest {
    private static final int ROWS = 40;

    private final StubOpenRouter stub = StubOpenRouter.start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void politeKillKeepsWhatIsFinishedAndTheNextRunGoesOn() throws Exception {
        Files.writeString(
                directory.resolve("in.csv"),
                Samples.tickets(ROWS)
                        .map(ticket -> ticket.id() + ",help " + ticket.id() + "\n")
                        .collect(Collectors.joining("", "ticket_id,message\n", "")));
        stub.otherwise(StubReply.answer(Samples.analysis("Hello")).after(Duration.ofMillis(200)));
        Process process = start();
        stub.awaitRequests(6, Duration.ofSeconds(60));

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        int callsBefore = stub.requestCount();
        assertThat(process.exitValue()).as(errorsOf()).isEqualTo(7);
        assertThat(errorsOf()).contains("stopping", "run the same command again to continue");
        assertThat(directory.resolve("out.csv")).doesNotExist();

        RunResult next = RunResult.of(directory, environment(), "", arguments());

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("out.csv"))).hasSize(ROWS + 1);
        assertThat(callsBefore).isBetween(6, ROWS - 1);
        assertThat(stub.requestCount()).as("no call was paid twice").isEqualTo(ROWS);
    }

    @Test
    void theSecondSignalCutsOffWhatIsUnderWayAndTheNextRunGoesOn() throws Exception {
        Files.writeString(directory.resolve("in.csv"), "ticket_id,message\nT-1,hare\nT-2,tortoise\nT-3,tortoise too\n");
        stub.otherwise(request -> request.conversation().contains("tortoise")
                ? StubReply.answer(Samples.analysis("Hello")).after(Duration.ofSeconds(50))
                : StubReply.answer(Samples.analysis("Hello")));
        Process process = start();
        stub.awaitRequests(3, Duration.ofSeconds(60));

        process.destroy();
        awaitErrors("stopping; waiting");
        assertThat(process.isAlive()).isTrue();
        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(errorsOf()).isEqualTo(7);
        assertThat(errorsOf()).contains("stopping now", "run the same command again to continue");

        stub.otherwise(StubReply.answer(Samples.analysis("Hello")));
        RunResult next = RunResult.of(directory, environment(), "", arguments());

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(next.err()).contains("1 finished by an earlier run");
        assertThat(Files.readAllLines(directory.resolve("out.csv"))).hasSize(4);
    }

    private void awaitErrors(String text) throws IOException {
        while (!errorsOf().contains(text)) {
            Thread.onSpinWait();
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.command().addAll(List.of(arguments()));
        builder.environment().putAll(environment());
        return builder.directory(directory.toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
    }

    private String errorsOf() throws IOException {
        return Files.readString(directory.resolve("err.txt"));
    }

    private Map<String, String> environment() {
        return Map.of("OPENROUTER_BASE_URL", stub.baseUrl().toString(), "OPENROUTER_API_KEY", "key-0");
    }

    private static String[] arguments() {
        return new String[] {"enrich", "in.csv", "--output", "out.csv", "--concurrency", "2", "--analyzer", "openrouter"
        };
    }
}
