package io.github.supportops.copilot.helpdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Uses a file of checkpoints in a process of its own and prints what came of it. */
final class CheckpointsProgram {
    private CheckpointsProgram() {}

    static String run(String what, Path file) throws IOException, InterruptedException {
        return output(command(what, file));
    }

    /** Runs it where no file may grow beyond a few kilobytes, as on a disk that is full. */
    static String runWithSmallFiles(String what, Path file) throws IOException, InterruptedException {
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -f 16 && exec \"$@\"", "sh"));
        limited.addAll(command(what, file));
        return output(limited);
    }

    private static List<String> command(String what, Path file) {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CheckpointsProgram.class.getName(),
                what,
                file.toString());
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The process does not end");
        }
        return printed.strip();
    }

    public static void main(String[] arguments) {
        try (Checkpoints checkpoints = Checkpoints.file(Path.of(arguments[1]))) {
            System.out.println(arguments[0].equals("fill") ? fill(checkpoints) : put(checkpoints));
        } catch (IOException refused) {
            System.out.println(refused.getMessage());
        }
    }

    private static String put(Checkpoints checkpoints) {
        checkpoints.put("second", "2");
        return "put";
    }

    private static String fill(Checkpoints checkpoints) {
        for (int kept = 0; kept < 10_000; kept++) {
            try {
                checkpoints.put("name " + kept, "value");
            } catch (UncheckedIOException full) {
                return kept + " " + full.getMessage() + (failsAgain(checkpoints) ? " twice" : " once");
            }
        }
        return "never full";
    }

    private static boolean failsAgain(Checkpoints checkpoints) {
        try {
            checkpoints.put("short", "");
            return false;
        } catch (UncheckedIOException stillFull) {
            return true;
        }
    }
}
