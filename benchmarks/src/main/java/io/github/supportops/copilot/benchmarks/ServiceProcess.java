package io.github.supportops.copilot.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code copilot serve} as a user starts it, in a heap of 256 MiB, in front of a stub. */
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final URI url;

    ServiceProcess(Path jar, StubProcess stub, Path data) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                StubProcess.java(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString(),
                "--analyzer",
                "openrouter",
                "--model",
                "some/model",
                "--base-url",
                stub.baseUrl());
        program.environment().put("OPENROUTER_API_KEY", "sk-benchmark");
        program.environment().remove("COPILOT_TOKEN");
        this.process = program.redirectError(data.resolve("log").toFile()).start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("The service did not start; see " + data.resolve("log"));
        }
        this.url = URI.create(line.substring(line.indexOf("http://")));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(url.getHost(), url.getPort());
    }

    /** {@return what the system says about the process, where it does} */
    String footprint() {
        try {
            String memory = "memory unknown";
            String threads = "";
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    memory = Integer.parseInt(line.replaceAll("\\D", "")) / 1_024 + " MiB";
                } else if (line.startsWith("Threads:")) {
                    threads = ", " + line.replaceAll("\\D", "") + " threads";
                }
            }
            return memory + threads;
        } catch (IOException elsewhere) {
            return "memory unknown";
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
