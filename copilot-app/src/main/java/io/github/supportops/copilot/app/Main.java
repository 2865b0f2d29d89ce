package io.github.supportops.copilot.app;

/** Starts the program. */
public final class Main {
    private Main() {}

    /** Runs the command in the arguments and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // With a single core the common pool has no thread, and Java then starts one for every asynchronous step.
        int cores = Runtime.getRuntime().availableProcessors();
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", String.valueOf(Math.max(2, cores)));
        System.exit(Program.of(Surroundings.ofProcess()).run(arguments));
    }
}
