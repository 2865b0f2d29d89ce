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
            case "enrich" ->
                Enrich.run(Path.of(arguments.length > 1 ? arguments[1] : "copilot-app/target/copilot.jar"));
            case "tokens" -> Tokens.run();
            case "rate" -> Rate.run();
            case "scale" -> Scale.run();
            case "rows" -> Rows.run();
            case "kill" ->
                Kill.run(
                        Path.of(arguments.length > 1 ? arguments[1] : "copilot-app/target/copilot.jar"),
                        arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20);
            case "stub" -> Stub.serve(Long.parseLong(arguments[1]));
            default -> {
                System.err.println("Name one of: overhead, transport, enrich [copilot.jar], tokens, rate, scale, rows,"
                        + " kill [copilot.jar [TIMES]], stub MILLISECONDS");
                System.exit(2);
            }
        }
    }
}
