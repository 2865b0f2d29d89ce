package io.github.supportops.copilot.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.supportops.copilot.internal.exchange.HttpExchange;
import io.github.supportops.copilot.internal.exchange.JdkHttpExchange;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What a call costs with plain {@code sendAsync} and with the exchange that completes the client's future itself. */
final class Transport {
    private static final int WARM_UP = 20_000;
    private static final int CALLS = 20_000;
    private static final int AT_ONCE = 32;

    private Transport() {}

    static void run() throws IOException {
        byte[] body = new byte[4_000];
        ExecutorService workers = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        System.out.printf(
                "JDK %s, %d processors%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors());
        try (StubProcess stub = new StubProcess(0)) {
            URI address = URI.create(stub.baseUrl() + "/chat/completions");
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(workers)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(address)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpExchange exchange = new JdkHttpExchange(client, true, address, Map.of(), 4 << 20);
            measure("sendAsync", () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
            measure("exchange", () -> exchange.send(body));
            measure("sendAsync", () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
            measure("exchange", () -> exchange.send(body));
            exchange.close();
        }
    }

    private static void measure(String name, Supplier<CompletableFuture<?>> call) {
        Lanes.run(WARM_UP, AT_ONCE, call);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long threads = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
        long memory = Heap.taken();
        long cpu = system.getProcessCpuTime();
        Lanes.run(CALLS, AT_ONCE, call);
        System.out.printf(
                "%-10s %6.0f us CPU, %7.1f KB of heap, %.4f threads started, for each call%n",
                name,
                (system.getProcessCpuTime() - cpu) / 1e3 / CALLS,
                (Heap.taken() - memory) / 1e3 / CALLS,
                (ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - threads) / (double) CALLS);
    }
}
