package io.github.supportops.copilot.helpdesk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Tells whether a version can still stand for something newer. Versions of help desks are stamps of whole seconds: a message
 * that comes in the second in which a ticket was looked at leaves the stamp as it is.
 */
final class VersionStamps {
    private static final Duration SURELY_OVER = Duration.ofSeconds(5);
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    /** {@return whether the version is a stamp whose second is over; false for what is no stamp} */
    boolean isSettled(String version, Instant now) {
        try {
            return FORM.parse(version, Instant::from).plus(SURELY_OVER).isBefore(now);
        } catch (DateTimeException noStamp) {
            return false;
        }
    }
}
