package io.github.supportops.copilot.internal.retry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads how long a server asks to wait: {@code retry-after-ms}, then {@code Retry-After} in seconds or as a date (RFC 9110
 * section 10.2.3), then {@code X-RateLimit-Reset} in epoch milliseconds or seconds. What makes no sense is as if it were
 * not there.
 */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final long EPOCH_MILLIS_FROM = 100_000_000_000L;

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
        return number(text).map(RetryAfter::bounded).or(() -> date(text, now));
    }

    private static Optional<Duration> reset(String text, Instant now) {
        return number(text).map(value -> {
            double epochSeconds = value >= EPOCH_MILLIS_FROM ? value / 1000.0 : value;
            return bounded(epochSeconds - now.toEpochMilli() / 1000.0);
        });
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant until = ZonedDateTime.parse(
                            text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            return Optional.of(bounded(Duration.between(now, until).toMillis() / 1000.0));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
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
        return atLeastZero >= LONGEST.toSeconds() ? LONGEST : Duration.ofNanos((long) (atLeastZero * 1e9));
    }
}
