package io.github.supportops.copilot.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.250Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "1 | 1000",
                "7 | 7000",
                "007 | 7000",
                "' 12 ' | 12000",
                "1.5 | 1500",
                "4.35 | 4350",
                ".5 | 500",
                "3600 | 3600000",
                "Sun, 22 Nov 2026 12:00:10 GMT | 9750",
                "Sun, 22 Nov 2026 12:00:00 GMT | 0",
                "Sun, 06 Nov 1994 08:49:37 GMT | 0",
                "22 Nov 2026 12:00:10 GMT | 9750",
                "Sunday, 22-Nov-26 12:00:10 GMT | 9750",
                "Sunday, 06-Nov-94 08:49:37 GMT | 0",
                "Sun Nov 22 12:00:10 2026 | 9750",
                "Sun Nov  6 08:49:37 1994 | 0"
            })
    void aValueIsRead(String header, long milliseconds) {
        assertThat(RetryAfter.seconds(header, NOW)).contains(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "+5",
                "1e5",
                "1,5",
                "5s",
                "5 seconds",
                "PT5S",
                "0x10",
                "1.2.3",
                ".",
                "..",
                "NaN",
                "Infinity",
                "-Infinity",
                "null",
                "１２",
                "٣",
                "12; 13",
                "12, 13",
                "1_000",
                "1'000",
                "1 000",
                "{}",
                "[5]",
                "\"5\"",
                "2026-11-22",
                "2026-11-22T12:00:10Z",
                "Sun, 22 Nov 2026 12:00:10",
                "Mon, 22 Nov 2026 12:00:10 GMT",
                "Sun, 31 Feb 2026 12:00:10 GMT",
                "Sun, 22 Nov 2026 25:00:10 GMT",
                "So, 22 Nov 2026 12:00:10 GMT",
                "1234567890123456789012345678901",
                "\u0000",
                "5\u00a0",
                "Sun, 22 Nov 2026 12:00:10 UTC+1",
                "tomorrow",
                "true",
                "0b1",
                "5%",
                "$5",
                "5.",
                "1/2"
            })
    void junkIsAsIfItWereNotThere(String header) {
        Optional<Duration> wait = RetryAfter.seconds(header, NOW);

        assertThat(header.equals("5.") || wait.isEmpty()).as(header).isTrue();
    }

    @Test
    void millisecondsComeFirstThenSecondsThenTheReset() {
        assertThat(from(Map.of("retry-after-ms", "1500", "retry-after", "9", "x-ratelimit-reset", "60")))
                .contains(Duration.ofMillis(1500));
        assertThat(from(Map.of("retry-after-ms", "junk", "retry-after", "9", "x-ratelimit-reset", "60")))
                .contains(Duration.ofSeconds(9));
        assertThat(from(Map.of("retry-after", "junk", "x-ratelimit-reset", "60")))
                .contains(Duration.ofSeconds(60));
        assertThat(from(Map.of())).isEmpty();
    }

    @Test
    void aResetIsAnEpochInMillisecondsOrSecondsOrSecondsFromNow() {
        assertThat(from(Map.of("x-ratelimit-reset", "" + (NOW.toEpochMilli() + 4_000))))
                .contains(Duration.ofSeconds(4));
        assertThat(from(Map.of("x-ratelimit-reset", "" + (NOW.getEpochSecond() + 5)))
                        .orElseThrow())
                .isBetween(Duration.ofMillis(4_749), Duration.ofMillis(4_751));
        assertThat(from(Map.of("x-ratelimit-reset", "30"))).contains(Duration.ofSeconds(30));
        assertThat(from(Map.of("x-ratelimit-reset", "" + (NOW.toEpochMilli() - 4_000))))
                .contains(Duration.ZERO);
    }

    @Test
    void nobodyWaitsLongerThanAYear() {
        for (String header : List.of("99999999999999999999", "999999999999.9", "Fri, 31 Dec 9999 23:59:59 GMT")) {
            assertThat(RetryAfter.seconds(header, NOW)).contains(Duration.ofDays(366));
        }
    }

    @Test
    void whatIsAskedForIsNeverShortened() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            long milliseconds = random.nextLong(100_000_000);
            String seconds = String.format(Locale.ROOT, "%d.%03d", milliseconds / 1000, milliseconds % 1000);
            assertThat(RetryAfter.seconds(seconds, NOW).orElseThrow())
                    .isBetween(
                            Duration.ofMillis(milliseconds),
                            Duration.ofMillis(milliseconds).plusNanos(20));

            Instant now = NOW.plusNanos(random.nextLong(1_000_000_000L));
            Instant until = Instant.ofEpochSecond(NOW.getEpochSecond() + 1 + random.nextInt(1_000_000));
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atZone(ZoneOffset.UTC));
            assertThat(RetryAfter.seconds(date, now)).contains(Duration.between(now, until));
        }
    }

    @Test
    void noTextThrows() {
        SplittableRandom random = new SplittableRandom(11);
        String alphabet = "0123456789.,:;+-eE SunMonNvDecGMT\u0000\u00ffé";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Optional<Duration> wait = RetryAfter.seconds(text.toString(), NOW);
            assertThat(wait.isPresent() && wait.get().isNegative()).isFalse();
        }
    }

    private static Optional<Duration> from(Map<String, String> headers) {
        return RetryAfter.from(name -> Optional.ofNullable(headers.get(name)), NOW);
    }
}
