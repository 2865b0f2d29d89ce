package io.github.supportops.copilot.benchmarks;

import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link OverheadBenchmark} and prints the two ratios. */
final class Overhead {
    private Overhead() {}

    static void run() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(OverheadBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .addProfiler(ProcessCpu.class)
                        .build())
                .run();
        RunResult bare = named(results, ".bare");
        RunResult analyzer = named(results, ".analyzer");
        System.out.printf(
                "%nJDK %s, %d processors%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors());
        print("CPU for each call, us", ProcessCpu.NAME, bare, analyzer, 1.3);
        print("allocated for each call, bytes", "alloc.rate.norm", bare, analyzer, 1.5);
    }

    private static void print(String what, String metric, RunResult bare, RunResult analyzer, double limit) {
        double floor = score(bare, metric);
        double ours = score(analyzer, metric);
        System.out.printf(
                "%s: bare %.0f, analyzer %.0f, ratio %.2f (limit %.1f)%n", what, floor, ours, ours / floor, limit);
    }

    private static RunResult named(Collection<RunResult> results, String end) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static double score(RunResult result, String metric) {
        for (Map.Entry<String, Result> entry : result.getSecondaryResults().entrySet()) {
            if (entry.getKey().endsWith(metric)) {
                return entry.getValue().getScore();
            }
        }
        throw new IllegalStateException("There is no metric " + metric);
    }
}
