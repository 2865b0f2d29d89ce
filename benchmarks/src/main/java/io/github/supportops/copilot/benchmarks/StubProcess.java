package io.github.supportops.copilot.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A {@link Stub} in a process of its own, so that what it costs is not counted. */
final class StubProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    StubProcess(long latencyMillis) throws IOException {
        this.process = new ProcessBuilder(
                        java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmarks.class.getName(),
                        "stub",
                        Long.toString(latencyMillis))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        this.port = Integer.parseInt(out.readLine());
    }

    static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port + "/api/v1";
    }

    @Override
    public void close() {
        process.destroy();
    }
}
