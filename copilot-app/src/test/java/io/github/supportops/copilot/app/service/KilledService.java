package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.store.Store;
import io.github.supportops.copilot.testkit.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A service in a process of its own, to be killed. Every ticket takes some milliseconds and needs a review. */
final class KilledService implements AutoCloseable {
    private static final int MILLIS = 4;

    private final Process process;
    private final URI url;

    private KilledService(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static KilledService start(Path data, String database) throws IOException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledService.class.getName(),
                        data.toString(),
                        database)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (line == null) {
            throw new IOException("The service did not start");
        }
        return new KilledService(process, URI.create(line));
    }

    URI url() {
        return url;
    }

    /** Ends it with the signal it cannot catch. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The process does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process itself. */
    public static void main(String[] arguments) throws Exception {
        Store store = Store.open(arguments[1]);
        ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
        TicketAnalyzer analyzer = ticket -> {
            CompletableFuture<AnalysisResult> answer = new CompletableFuture<>();
            later.schedule(() -> answer.complete(result(ticket)), MILLIS, TimeUnit.MILLISECONDS);
            return answer;
        };
        CopilotService service = CopilotService.builder(analyzer)
                .port(0)
                .dataDirectory(Path.of(arguments[0]))
                .reviews(store.reviews())
                .start();
        System.out.println(service.url());
        new CountDownLatch(1).await();
    }

    private static AnalysisResult result(Ticket ticket) {
        return Samples.result(ticket.id()).toBuilder()
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.LOW_CONFIDENCE, "intent")))
                .build();
    }
}
