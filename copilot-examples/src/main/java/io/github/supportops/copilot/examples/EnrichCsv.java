package io.github.supportops.copilot.examples;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.batch.TicketBatch;
import io.github.supportops.copilot.csv.EnrichmentSummary;
import io.github.supportops.copilot.csv.TicketCsv;
import io.github.supportops.copilot.local.LocalTicketAnalyzer;
import java.nio.file.Path;

/** How do I enrich a file? Without a network and without a key: {@code -Dexample=EnrichCsv}. */
public final class EnrichCsv {
    private EnrichCsv() {}

    /** Enriches the first file into the second; without arguments the sample tickets. */
    public static void main(String[] arguments) {
        Path input = Path.of(arguments.length > 0 ? arguments[0] : "data/sample_tickets.csv");
        Path output = Path.of(arguments.length > 1 ? arguments[1] : "output_results.csv");
        try (TicketAnalyzer analyzer = LocalTicketAnalyzer.create()) {
            TicketBatch batch = TicketBatch.builder(analyzer).concurrency(4).build();

            EnrichmentSummary summary = TicketCsv.enrich(input, output, batch);

            System.out.println(summary.rows().succeeded() + " rows enriched, "
                    + summary.rows().failed() + " failed: " + summary.output());
            summary.rows().labels().forEach((field, counts) -> System.out.println(field.wireName() + " " + counts));
        }
    }
}
