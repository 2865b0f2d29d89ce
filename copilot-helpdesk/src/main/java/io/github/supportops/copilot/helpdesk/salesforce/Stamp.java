package io.github.supportops.copilot.helpdesk.salesforce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times as Salesforce writes them ({@code 2026-01-01T00:00:00.000+0000}) and as HTTP writes them. */
final class Stamp {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private Stamp() {}

    /** {@return the time; absent if the text is none} */
    static Optional<Instant> of(String text) {
        String iso = text.matches(".*[+-][0-9]{4}")
                ? text.substring(0, text.length() - 2) + ":" + text.substring(text.length() - 2)
                : text;
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** HTTP knows whole seconds only; a fraction is rounded up, or the record would look changed for ever. */
    static String httpDate(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return HTTP_DATE.format((second.equals(time) ? second : second.plusSeconds(1)).atOffset(ZoneOffset.UTC));
    }
}
