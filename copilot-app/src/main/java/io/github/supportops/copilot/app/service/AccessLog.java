package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.PromptIdentity;
import io.javalin.http.Context;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request: method, route, status, time, and for an analysis the ticket's id, model and prompt. Never the
 * text of anything, and the address as it was declared rather than as it was called.
 */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("copilot.access");
    private static final String FACTS = "copilot.log";
    private static final int LONGEST = 100;

    private AccessLog() {}

    static void analysis(Context context, AnalysisResult result) {
        String model = result.provenance().model().orElse(result.provenance().analyzer());
        String prompt =
                result.provenance().prompt().map(PromptIdentity::version).orElse("none");
        context.attribute(
                FACTS,
                " ticket=" + printable(result.ticketId()) + " model=" + printable(model) + " prompt="
                        + printable(prompt));
    }

    static void write(Context context, float milliseconds) {
        if (LOG.isInfoEnabled()) {
            String facts = context.attribute(FACTS);
            LOG.info(
                    "{} {} {} {} ms{}",
                    context.method(),
                    Routes.of(context),
                    context.statusCode(),
                    String.format(Locale.ROOT, "%.1f", milliseconds),
                    facts == null ? "" : facts);
        }
    }

    /** Keeps a line a line, whatever stands in an id. */
    static String printable(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return cut.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S}]", "_");
    }
}
