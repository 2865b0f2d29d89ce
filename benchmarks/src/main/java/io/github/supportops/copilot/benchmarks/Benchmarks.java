package io.github.supportops.copilot.benchmarks;

/** {@code java -jar benchmarks/target/copilot-benchmarks.jar overhead|transport|stub MILLISECONDS}. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs one of them. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 0 ? "" : arguments[0];
        switch (name) {
            case "overhead" -> Overhead.run();
            case "transport" -> Transport.run();
            case "stub" -> Stub.serve(Long.parseLong(arguments[1]));
            default -> {
                System.err.println("Name one of: overhead, transport, stub MILLISECONDS");
                System.exit(2);
            }
        }
    }
}
