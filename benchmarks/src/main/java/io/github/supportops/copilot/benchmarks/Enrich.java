package io.github.supportops.copilot.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A hundred thousand rows through {@code copilot enrich} in a small heap, against a stub that takes 50 milliseconds. */
final class Enrich {
    private static final int ROWS = 100_000;
    private static final int AT_ONCE = 64;
    private static final int LATENCY_MILLIS = 50;

    private Enrich() {}

    static void run(Path programJar) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("copilot-enrich");
        Path input = directory.resolve("in.csv");
        Path output = directory.resolve("out.csv");
        write(input);
        try (StubProcess stub = new StubProcess(LATENCY_MILLIS)) {
            long start = System.nanoTime();
            int exit = program(programJar, stub, input, output);
            double seconds = (System.nanoTime() - start) / 1e9;
            double ideal = AT_ONCE * 1_000.0 / LATENCY_MILLIS;
            System.out.printf(
                    "JDK %s, %d processors%n",
                    Runtime.version(), Runtime.getRuntime().availableProcessors());
            System.out.printf(
                    "exit %d, %d lines, %.1f s, %.0f rows/s, %.0f %% of %.0f rows/s (limit 90 %%), heap 128 MiB%n",
                    exit, lines(output), seconds, ROWS / seconds, 100 * ROWS / seconds / ideal, ideal);
        } finally {
            Files.deleteIfExists(input);
            Files.deleteIfExists(output);
            Files.deleteIfExists(directory);
        }
    }

    private static int program(Path jar, StubProcess stub, Path input, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(
                StubProcess.java(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "enrich",
                input.toString(),
                "--output",
                output.toString(),
                "--concurrency",
                Integer.toString(AT_ONCE),
                "--analyzer",
                "openrouter",
                "--model",
                "some/model",
                "--base-url",
                stub.baseUrl());
        program.environment().put("OPENROUTER_API_KEY", "sk-benchmark");
        return program.inheritIO().start().waitFor();
    }

    /** Every message is another one, since the same ticket would be asked for only once. */
    private static void write(Path input) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            out.write("ticket_id,message\n");
            for (int row = 1; row <= ROWS; row++) {
                out.write("T-" + row + ",\"Hello, invoice " + row
                        + " lists our plan twice, please correct it before the month is closed on Friday.\"\n");
            }
        }
    }

    private static long lines(Path output) throws IOException {
        if (!Files.exists(output)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(output)) {
            return lines.count();
        }
    }
}
