package io.github.supportops.copilot.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.TicketAnalysis;
import io.github.supportops.copilot.Urgency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileResultCacheTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("results.cache");
    }

    @Test
    void aLaterProcessFindsWhatAnEarlierOneStored() throws Exception {
        try (FileResultCache cache = FileResultCache.open(file)) {
            cache.store(key(1), result("one"));
            cache.store(key(2), result("two\nlines, „quotes“ and a lone \ud800 half"));
        }
        try (FileResultCache cache = FileResultCache.open(file)) {
            assertThat(cache.find(key(1))).contains(result("one"));
            assertThat(cache.find(key(2))).contains(result("two\nlines, „quotes“ and a lone \ud800 half"));
            assertThat(cache.find(key(3))).isEmpty();
        }
    }

    @Test
    void theNewerResultOfAKeyCounts() throws Exception {
        try (FileResultCache cache = FileResultCache.open(file)) {
            cache.store(key(1), result("old"));
            cache.store(key(1), result("new"));
            assertThat(cache.find(key(1))).contains(result("new"));
        }
        try (FileResultCache cache = FileResultCache.open(file)) {
            assertThat(cache.find(key(1))).contains(result("new"));
        }
    }

    @Test
    void twoThatUseTheFileAtTheSameTimeSeeEachOthersResults() throws Exception {
        try (FileResultCache one = FileResultCache.open(file);
                FileResultCache other = FileResultCache.open(file)) {
            for (int number = 0; number < 50; number++) {
                one.store(key(2 * number), result("one " + number));
                other.store(key(2 * number + 1), result("other " + number));
            }
            for (int number = 0; number < 50; number++) {
                assertThat(one.find(key(2 * number + 1))).contains(result("other " + number));
                assertThat(other.find(key(2 * number))).contains(result("one " + number));
            }
        }
    }

    @Test
    void aFileCutAtAnyByteKeepsEveryResultBeforeTheCutAndTakesNewOnes() throws Exception {
        try (FileResultCache cache = FileResultCache.open(file)) {
            cache.store(key(1), result("first"));
            cache.store(key(2), result("second"));
        }
        byte[] whole = Files.readAllBytes(file);
        int firstEnds = endOfLine(whole, endOfLine(whole, 0));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (FileResultCache cache = FileResultCache.open(file)) {
                assertThat(cache.find(key(1)).isPresent())
                        .as("cut at %d", length)
                        .isEqualTo(length >= firstEnds);
                assertThat(cache.find(key(2))).as("cut at %d", length).isEmpty();
                cache.store(key(3), result("third"));
                assertThat(cache.find(key(3))).as("cut at %d", length).contains(result("third"));
            }
            try (FileResultCache cache = FileResultCache.open(file)) {
                assertThat(cache.find(key(3))).as("cut at %d", length).contains(result("third"));
            }
        }
    }

    @Test
    void aBitThatFlipsCostsItsOwnResultAndNeverGivesAnother() throws Exception {
        try (FileResultCache cache = FileResultCache.open(file)) {
            cache.store(key(1), result("first"));
            cache.store(key(2), result("second"));
        }
        byte[] whole = Files.readAllBytes(file);
        int start = endOfLine(whole, 0);
        int end = endOfLine(whole, start);
        for (int bit = 8 * start; bit < 8 * (end - 1); bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, damaged);
            try (FileResultCache cache = FileResultCache.open(file)) {
                assertThat(cache.find(key(1))).as("bit %d", bit).isEmpty();
                assertThat(cache.find(key(2))).as("bit %d", bit).contains(result("second"));
            }
        }
    }

    @Test
    void damageWhileTheCacheIsOpenIsNotGivenOut() throws Exception {
        try (FileResultCache cache = FileResultCache.open(file)) {
            cache.store(key(1), result("first"));
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 10] ^= 1;
            Files.write(file, bytes, StandardOpenOption.WRITE);

            assertThat(cache.find(key(1))).isEmpty();
        }
    }

    @Test
    void theNewerHalfStaysWhenThereAreTooMany() throws Exception {
        try (FileResultCache cache = FileResultCache.open(file, 10)) {
            for (int number = 1; number <= 11; number++) {
                cache.store(key(number), result("result " + number));
            }
            long before = Files.size(file);
            assertThat(cache.find(key(6))).isEmpty();
            for (int number = 7; number <= 11; number++) {
                assertThat(cache.find(key(number))).contains(result("result " + number));
            }
            cache.store(key(12), result("result 12"));
            assertThat(cache.find(key(12))).contains(result("result 12"));
            assertThat(Files.size(file)).isGreaterThan(before);
        }
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void manyResultsAreAllFound() throws Exception {
        try (FileResultCache cache = FileResultCache.open(file)) {
            for (int number = 0; number < 3_000; number++) {
                cache.store(key(number), result("result " + number));
            }
            for (int number = 0; number < 3_000; number++) {
                assertThat(cache.find(key(number))).contains(result("result " + number));
            }
        }
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndLeftAsItIs() throws Exception {
        Files.writeString(file, "ticket_id,message\n1,Hello\n");

        assertThatThrownBy(() -> FileResultCache.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage("it is not a cache of results; name another file");
        assertThat(file).hasContent("ticket_id,message\n1,Hello\n");
    }

    @Test
    void onlyTheOwnerCanReadIt() throws Exception {
        FileResultCache.open(file).close();

        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static int endOfLine(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static CacheKey key(int number) {
        return CacheKey.of("variant", Ticket.of("T", "message " + number));
    }

    private static AnalysisResult result(String reply) {
        TicketAnalysis analysis =
                new TicketAnalysis(Intent.BILLING, Urgency.HIGH, Sentiment.NEGATIVE, true, ChurnRisk.LOW, reply);
        return AnalysisResult.builder(
                        "T-1", analysis, Provenance.builder("fake").build())
                .build();
    }

    @Test
    void itsTextDoesNotSayWhatIsInIt() throws Exception {
        try (FileResultCache cache = FileResultCache.open(file, 7)) {
            assertThat(cache).hasToString("FileResultCache[mostResults=7]");
        }
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo("copilot-results 1\n");
    }
}
