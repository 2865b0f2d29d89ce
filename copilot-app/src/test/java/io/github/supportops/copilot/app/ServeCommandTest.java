package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServeCommandTest {
    private static final Map<String, String> KEY = Map.of("OPENROUTER_API_KEY", "sk-or-test-0123456789");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void oneLineOnStandardOutputSaysWhereItServes() throws Exception {
        PipedInputStream lines = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(lines), true, StandardCharsets.UTF_8);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                KEY,
                directory,
                false);
        Future<Integer> run =
                threads.submit(() -> Program.of(surroundings).run("serve", "--port", "0", "--analyzer", "openrouter"));

        String line = new Scanner(lines, StandardCharsets.UTF_8).nextLine();

        assertThat(line).matches("copilot: serving at http://127\\.0\\.0\\.1:\\d+");
        assertThat(status(line.substring(line.indexOf("http")) + "/health/ready"))
                .isEqualTo(200);
        assertThat(directory.resolve("data/jobs")).isDirectory();
        run.cancel(true);
    }

    @Test
    void hostThatOthersCanReachNeedsAToken() {
        RunResult run = RunResult.of(directory, KEY, "", "serve", "--host", "0.0.0.0", "--port", "0");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("copilot: The host 0.0.0.0 can be reached by others: set a token");
    }

    @Test
    void portThatIsInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());

            RunResult run = RunResult.of(directory, KEY, "", "serve", "--port", port);

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void wrongOptionsAreWrongUsage() {
        assertThat(RunResult.of(directory, KEY, "", "serve", "--port", "70000").exitCode())
                .isEqualTo(2);
        RunResult shortToken = RunResult.of(directory, KEY, "", "serve", "--token", "hunter2");
        assertThat(shortToken.exitCode()).isEqualTo(2);
        assertThat(shortToken.err()).contains("16 to 1000").doesNotContain("hunter2");
    }

    @Test
    void wrongTuningAndRetentionAreNamed() {
        RunResult calibration = RunResult.of(directory, KEY, "", "serve", "--port", "0", "--calibration", "none.json");
        assertThat(calibration.exitCode()).isEqualTo(4);
        assertThat(calibration.err()).contains("--calibration none.json cannot be used: NoSuchFileException");
        RunResult prompts = RunResult.of(directory, KEY, "", "serve", "--port", "0", "--prompts", "none");
        assertThat(prompts.exitCode()).isEqualTo(4);
        assertThat(prompts.err()).contains("--prompts none cannot be used");
        RunResult retention = RunResult.of(directory, KEY, "", "serve", "--port", "0", "--keep-feedback", "0");
        assertThat(retention.exitCode()).isEqualTo(2);
        assertThat(retention.err()).contains("--keep-feedback must be within 1 and 36500 days: 0");
    }

    private int status(String url) throws Exception {
        HttpClient client = HttpClient.newBuilder().executor(threads).build();
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
