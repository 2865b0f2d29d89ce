package io.github.supportops.copilot.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills {@code copilot enrich} at random moments until its output is there, again and again: the output must be the one of a
 * run that nobody killed, to the byte, and each kill may repeat no more calls than were under way.
 */
final class Kill {
    private static final int ROWS = 1_500;
    private static final int AT_ONCE = 16;
    private static final int LATENCY_MILLIS = 15;

    private final Path jar;
    private final Path directory = Files.createTempDirectory("copilot-kill");
    private final Path input = directory.resolve("in.csv");
    private final Path output = directory.resolve("out.csv");
    private final Answers answers = Answers.fitting();
    private final String url = new Stub(LATENCY_MILLIS, answers, RateLimit.none()).start();
    private final Random random = new Random();

    private Kill(Path jar) throws IOException {
        this.jar = jar;
    }

    static void run(Path jar, int times) throws IOException, InterruptedException {
        new Kill(jar).run(times);
    }

    private void run(int times) throws IOException, InterruptedException {
        write();
        long start = System.nanoTime();
        finish(start().waitFor());
        long whole = (System.nanoTime() - start) / 1_000_000;
        byte[] expected = Files.readAllBytes(output);
        int killed = 0;
        int files = 0;
        long repeated = 0;
        long worst = 0;
        while (killed < times) {
            Files.delete(output);
            long callsBefore = answers.given();
            int kills = untilDone(whole);
            killed += kills;
            files++;
            if (!Arrays.equals(expected, Files.readAllBytes(output))) {
                throw new IllegalStateException("The output differs after " + kills + " kills");
            }
            long again = answers.given() - callsBefore - ROWS;
            repeated += again;
            worst = Math.max(worst, kills == 0 ? again : (again + kills - 1) / kills);
            if (again > (long) kills * AT_ONCE) {
                throw new IllegalStateException(again + " calls were repeated by " + kills + " kills");
            }
        }
        System.out.printf(
                "%d kills, %d files of %d rows: every output the same to the byte, 0 rows lost, 0 doubled; %d calls repeated,"
                        + " %.2f a kill, at most %d (limit %d)%n",
                killed, files, ROWS, repeated, (double) repeated / killed, worst, AT_ONCE);
        remove();
    }

    private int untilDone(long wholeMillis) throws IOException, InterruptedException {
        int kills = 0;
        while (true) {
            Process process = start();
            if (process.waitFor(random.nextLong(wholeMillis), TimeUnit.MILLISECONDS)) {
                finish(process.exitValue());
                return kills;
            }
            process.destroyForcibly().waitFor();
            if (Files.exists(output)) {
                return kills;
            }
            kills++;
        }
    }

    private void finish(int exit) {
        if (exit != 0) {
            throw new IllegalStateException("Exit code " + exit);
        }
    }

    private Process start() throws IOException {
        ProcessBuilder program = new ProcessBuilder(List.of(
                StubProcess.java(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
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
                "--progress",
                "none",
                "--base-url",
                url));
        program.environment().put("OPENROUTER_API_KEY", "sk-benchmark");
        return program.inheritIO().start();
    }

    private void write() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            out.write("ticket_id,message\n");
            for (int row = 1; row <= ROWS; row++) {
                out.write("T-" + row + ",\"Hello, invoice " + row + " lists our plan twice, please correct it.\"\n");
            }
        }
    }

    private void remove() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
