package io.github.supportops.copilot.app;

import io.github.supportops.copilot.helpdesk.FieldChange;
import io.github.supportops.copilot.helpdesk.HelpdeskRequest;
import io.github.supportops.copilot.helpdesk.SyncEvent;
import io.github.supportops.copilot.helpdesk.SyncReport;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tells a person what a sync does: what was written, or would be, on standard output; the rest on standard error. Values of
 * fields come from a help desk, so control characters are made visible. Thread-safe.
 */
final class SyncOutput {
    private final Surroundings surroundings;
    private final HelpdeskName name;

    SyncOutput(Surroundings surroundings, HelpdeskName name) {
        this.surroundings = surroundings;
        this.name = name;
    }

    synchronized void tell(SyncEvent event) {
        String ticket = name.wireName() + " " + printable(event.ticketId());
        switch (event.kind()) {
            case TRIAGED, PLANNED -> {
                surroundings
                        .out()
                        .println(ticket + " " + event.kind().wireName() + ": "
                                + event.changes().stream()
                                        .map(SyncOutput::change)
                                        .collect(Collectors.joining("; ")));
                event.requests().forEach(this::show);
            }
            case HELD, DISMISSED, LATER, FAILED ->
                surroundings
                        .err()
                        .println("copilot: " + ticket + " " + words(event.kind())
                                + (event.detail().isEmpty() ? "" : ": " + printable(event.detail())));
            default -> {
                // Nothing happened to the ticket; the summary counts it.
            }
        }
    }

    private void show(HelpdeskRequest request) {
        surroundings.out().println("  " + request.method() + " " + printable(request.path()));
        request.body().ifPresent(body -> surroundings.out().println("  " + printable(body)));
    }

    synchronized void summarize(SyncReport report, boolean dryRun) {
        String counts = Arrays.stream(SyncEvent.Kind.values())
                .filter(kind -> report.count(kind) > 0)
                .map(kind -> report.count(kind) + " " + words(kind))
                .collect(Collectors.joining(", "));
        surroundings
                .err()
                .println("copilot: " + name.wireName() + ": " + (counts.isEmpty() ? "nothing has changed" : counts)
                        + (dryRun ? " (dry run: nothing was written)" : ""));
    }

    private static String change(FieldChange change) {
        if (change.name().equals("note")) {
            return "private note " + printable(change.after());
        }
        return printable(change.name()) + " "
                + change.was().map(SyncOutput::quoted).orElse("(none)") + " -> " + quoted(change.after());
    }

    private static String quoted(String value) {
        String safe = printable(value);
        return "\"" + (safe.length() > 120 ? safe.substring(0, 120) + "..." : safe) + "\"";
    }

    private static String words(SyncEvent.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
