package io.github.supportops.copilot.internal.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads how long a server asks to wait: {@code retry-after-ms}, then {@code Retry-After} in seconds or as one of the three
 * dates of RFC 9110 section 5.6.7, then {@code X-RateLimit-Reset} as an epoch in milliseconds or seconds, or in seconds from
 * now. What makes no sense is as if it were not there. What comes out is never shorter than what was asked.
 */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final double EPOCH_MILLIS_FROM = 100_000_000_000.0;
    private static final double EPOCH_SECONDS_FROM = 1_000_000_000.0;
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

    private RetryAfter() {}

    /** Reads it from headers, given as a look-up by lower-case name. */
    public static Optional<Duration> from(Function<String, Optional<String>> header, Instant now) {
        return header.apply("retry-after-ms")
                .flatMap(text -> number(text).map(millis -> bounded(millis / 1000.0)))
                .or(() -> header.apply("retry-after").flatMap(text -> seconds(text, now)))
                .or(() -> header.apply("x-ratelimit-reset").flatMap(text -> reset(text, now)));
    }

    /** Reads a value of the {@code Retry-After} header. */
    public static Optional<Duration> seconds(String text, Instant now) {
        return number(text).map(RetryAfter::bounded).or(() -> date(text.strip(), now));
    }

    private static Optional<Duration> reset(String text, Instant now) {
        return number(text).map(value -> {
            if (value < EPOCH_SECONDS_FROM) {
                return bounded(value);
            }
            double epochSeconds = value >= EPOCH_MILLIS_FROM ? value / 1000.0 : value;
            return bounded(epochSeconds - now.toEpochMilli() / 1000.0);
        });
    }

    private static Optional<Duration> date(String text, Instant now) {
        return parsed(
                        text,
                        until -> ZonedDateTime.parse(until, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant())
                .or(() -> parsed(text, until -> obsolete(now).parse(until, Instant::from)))
                .or(() -> parsed(
                        text, until -> LocalDateTime.parse(until, ASCTIME).toInstant(ZoneOffset.UTC)))
                .map(until -> between(now, until));
    }

    /** The date of RFC 850, whose two digits mean the year that is at most fifty years ahead. */
    private static DateTimeFormatter obsolete(Instant now) {
        LocalDate earliest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(49);
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    private static Optional<Instant> parsed(String text, Function<String, Instant> format) {
        try {
            return Optional.of(format.apply(text));
        } catch (DateTimeException notSuchADate) {
            return Optional.empty();
        }
    }

    private static Duration between(Instant now, Instant until) {
        Duration wait = Duration.between(now, until);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Optional<Double> number(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > 30 || !stripped.chars().allMatch(RetryAfter::isDecimal)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(stripped));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static boolean isDecimal(int character) {
        return (character >= '0' && character <= '9') || character == '.';
    }

    private static Duration bounded(double seconds) {
        double atLeastZero = Math.max(0, seconds);
        return atLeastZero >= LONGEST.toSeconds() ? LONGEST : Duration.ofNanos((long) Math.ceil(atLeastZero * 1e9));
    }
}
