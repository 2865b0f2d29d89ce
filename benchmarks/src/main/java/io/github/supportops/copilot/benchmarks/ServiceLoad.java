package io.github.supportops.copilot.benchmarks;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.openrouter.OpenRouterTicketAnalyzer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The HTTP service under load, beside the bare analyzer in the same run. A tenth of the tickets go into the review queue,
 * which is an SQLite file.
 */
final class ServiceLoad {
    private static final int LATENCY_MILLIS = 50;
    private static final int RATE = 200;
    private static final int AT_ONCE = 1_000;
    private static final int TOO_MANY = 3_000;
    private static final int SLOW_CLIENTS = 1_000;
    private static final Duration TURN = Duration.ofSeconds(15);

    private final StubProcess stub;
    private final ServiceProcess service;

    private ServiceLoad(StubProcess stub, ServiceProcess service) {
        this.stub = stub;
        this.service = service;
    }

    /** @param fullSeconds how long the service is kept at a thousand requests */
    static void run(Path jar, long fullSeconds) throws IOException {
        Path directory = Files.createTempDirectory("copilot-service");
        try (StubProcess stub = new StubProcess(LATENCY_MILLIS);
                ServiceProcess service = new ServiceProcess(jar, stub, directory)) {
            System.out.printf(
                    "JDK %s, %d processors, stub %d ms, heap of the service 256 MiB%n",
                    Runtime.version(), Runtime.getRuntime().availableProcessors(), LATENCY_MILLIS);
            ServiceLoad load = new ServiceLoad(stub, service);
            load.warmUp();
            load.overhead();
            load.full(Duration.ofSeconds(fullSeconds));
            load.overload();
            load.slowClients();
        } finally {
            delete(directory);
        }
    }

    private void warmUp() throws IOException {
        try (LoadClient client = new LoadClient(service.address(), 200)) {
            client.asFastAsItGoes(Duration.ofSeconds(12));
        }
        bare(Duration.ofSeconds(8), RATE * 5);
    }

    /** Turn by turn, so that what else the machine does hits both. */
    private void overhead() throws IOException {
        for (int turn = 1; turn <= 2; turn++) {
            Load.Times alone = bare(TURN, RATE);
            System.out.printf("bare analyzer, %d/s: %s%n", RATE, alone);
            try (LoadClient client = new LoadClient(service.address(), RATE)) {
                Load load = client.atRate(RATE, TURN);
                System.out.printf("service, %d/s: %s%n", RATE, load);
                System.out.printf(
                        Locale.ROOT,
                        "    over the bare analyzer: p50 %+.1f ms, p99 %+.1f ms (limit 20 ms)%n",
                        load.analysed().millis(0.5) - alone.millis(0.5),
                        load.analysed().millis(0.99) - alone.millis(0.99));
            }
        }
    }

    private Load.Times bare(Duration time, int rate) {
        Load.Times times = new Load.Times();
        try (TicketAnalyzer analyzer = OpenRouterTicketAnalyzer.builder()
                .apiKey("sk-benchmark")
                .model("some/model")
                .baseUrl(stub.baseUrl())
                .maxConcurrentCalls(AT_ONCE)
                .build()) {
            long start = System.nanoTime();
            long gap = 1_000_000_000L / rate;
            List<CompletableFuture<?>> running = new ArrayList<>();
            for (long due = start; due < start + time.toNanos(); due += gap) {
                LockSupport.parkNanos(due - System.nanoTime());
                long began = due;
                Ticket ticket = Ticket.of("T-" + due, "Hello, about pair-00000001: the invoice lists our plan twice.");
                running.add(analyzer.analyzeAsync(ticket)
                        .whenComplete((result, failure) -> times.add(System.nanoTime() - began)));
            }
            running.forEach(CompletableFuture::join);
        }
        return times;
    }

    private void full(Duration time) throws IOException {
        try (LoadClient client = new LoadClient(service.address(), AT_ONCE)) {
            Load first = client.asFastAsItGoes(time.dividedBy(4));
            String before = service.footprint();
            Load rest = client.asFastAsItGoes(time.minus(time.dividedBy(4)));
            System.out.printf("%d at once, first quarter: %s%n    %s%n", AT_ONCE, first, before);
            System.out.printf("%d at once, the rest: %s%n    %s%n", AT_ONCE, rest, service.footprint());
        }
    }

    private void overload() throws IOException {
        try (LoadClient client = new LoadClient(service.address(), TOO_MANY)) {
            Load load = client.asFastAsItGoes(TURN);
            System.out.printf("%d at once, 1024 allowed: %s%n    %s%n", TOO_MANY, load, service.footprint());
        }
    }

    private void slowClients() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (LoadClient client = new LoadClient(service.address(), RATE)) {
            for (int number = 0; number < SLOW_CLIENTS; number++) {
                Socket socket = new Socket(
                        service.address().getAddress(), service.address().getPort());
                socket.getOutputStream()
                        .write(("POST /analyze-ticket HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 1000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            Load load = client.atRate(RATE, TURN);
            System.out.printf(
                    "%d/s beside %d unfinished bodies: %s%n    %s%n", RATE, SLOW_CLIENTS, load, service.footprint());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
