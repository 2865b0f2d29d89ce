package io.github.supportops.copilot.benchmarks;

import java.nio.file.Path;

/** {@code java -jar benchmarks/target/copilot-benchmarks.jar NAME}; without a name it lists them. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs one of them. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 0 ? "" : arguments[0];
        switch (name) {
            case "overhead" -> Overhead.run();
            case "transport" -> Transport.run();
            case "enrich" -> Enrich.run(jar(arguments));
            case "tokens" -> Tokens.run();
            case "rate" -> Rate.run();
            case "scale" -> Scale.run();
            case "rows" -> Rows.run();
            case "kill" -> Kill.run(jar(arguments), arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20);
            case "service" -> ServiceLoad.run(jar(arguments), arguments.length > 2 ? Long.parseLong(arguments[2]) : 60);
            case "stub" -> Stub.serve(Long.parseLong(arguments[1]));
            default -> {
                System.err.println("Name one of: overhead, transport, enrich [copilot.jar], tokens, rate, scale, rows,"
                        + " kill [copilot.jar [TIMES]], service [copilot.jar [seconds]], stub MILLISECONDS");
                System.exit(2);
            }
        }
    }

    private static Path jar(String[] arguments) {
        return Path.of(arguments.length > 1 ? arguments[1] : "copilot-app/target/copilot.jar");
    }
}
