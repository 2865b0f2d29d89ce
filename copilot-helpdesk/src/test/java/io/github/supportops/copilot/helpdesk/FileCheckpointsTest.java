package io.github.supportops.copilot.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a sync remembers, through crashes, damage, full disks and second processes. */
class FileCheckpointsTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("zendesk.state");
    }

    private Map<String, String> reopened() throws IOException {
        try (Checkpoints again = Checkpoints.file(file())) {
            return again.startingWith("");
        }
    }

    private byte[] written(List<String> names) throws IOException {
        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            names.forEach(name -> checkpoints.put(name, "value of " + name));
        }
        return Files.readAllBytes(file());
    }

    @Test
    void whatAMethodHasReturnedIsThereAfterReopening() throws IOException {
        String awkward = "line\nend, quote \", backslash \\, é, \uD83D\uDE00, \u2028";
        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            checkpoints.put("a/1", "old");
            checkpoints.put("a/1", awkward);
            checkpoints.put("a/2", "");
            checkpoints.put("b/\n/3", "three");
            checkpoints.remove("a/2");
            checkpoints.remove("never there");
        }

        assertThat(reopened()).containsExactly(Map.entry("a/1", awkward), Map.entry("b/\n/3", "three"));
    }

    @Test
    void namesAreFoundByTheirBeginning() throws IOException {
        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            List.of("z/inbox/2", "z/inbox/1", "z/inboxes", "z/held/1", "y/inbox/1")
                    .forEach(name -> checkpoints.put(name, "x"));

            assertThat(checkpoints.startingWith("z/inbox/").keySet()).containsExactly("z/inbox/1", "z/inbox/2");
            assertThat(checkpoints.startingWith("")).hasSize(5);
        }
    }

    @Test
    void manyAreForgottenByOneWrite() throws IOException {
        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            List.of("z/page/1", "z/page/2", "z/pages", "z/cursor").forEach(name -> checkpoints.put(name, "x"));
            checkpoints.removeStartingWith("z/page/");
            checkpoints.removeStartingWith("never there");

            assertThat(checkpoints.startingWith("").keySet()).containsExactly("z/cursor", "z/pages");
        }
        assertThat(reopened().keySet()).containsExactly("z/cursor", "z/pages");
    }

    @Test
    void puttingWhatIsThereWritesNothing() throws IOException {
        byte[] before = written(List.of("one"));
        assertThat(written(List.of("one"))).isEqualTo(before);
    }

    @Test
    void aCrashAtAnyByteOfTheLastTwoChangesLosesOnlyWhatWasNotWhole() throws IOException {
        byte[] whole = written(List.of("one", "two", "three"));
        List<Integer> ends = lineEnds(whole);

        for (int size = ends.get(0); size <= whole.length; size++) {
            Files.write(file(), Arrays.copyOf(whole, size));
            int left = (int) ends.stream().filter(end -> end <= currentSize()).count();

            assertThat(reopened()).as("cut at byte %d", size).hasSize(left);

            try (Checkpoints checkpoints = Checkpoints.file(file())) {
                checkpoints.put("after", "the crash");
            }
            assertThat(reopened())
                    .as("written after a cut at byte %d", size)
                    .hasSize(left + 1)
                    .containsEntry("after", "the crash");
        }
    }

    private long currentSize() {
        try {
            return Files.size(file());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The places behind the line ends. */
    private static List<Integer> lineEnds(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .filter(place -> bytes[place] == '\n')
                .map(place -> place + 1)
                .boxed()
                .toList();
    }

    @Test
    void noFlippedBitIsTakenForAValue() throws IOException {
        byte[] whole = written(List.of("one", "é two", "three"));
        List<Integer> ends = lineEnds(whole);

        for (int bit = 8 * ends.get(0); bit < 8 * ends.get(1); bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file(), damaged);

            assertThatThrownBy(this::reopened)
                    .as("bit %d", bit)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            file() + " is damaged in line 2; move it away to start anew: tickets that have their note"
                                    + " are recognised");
            assertThat(Files.readAllBytes(file())).as("it is left as it is").isEqualTo(damaged);
        }
    }

    @Test
    void aFlippedBitInTheLastChangeIsRefusedOrTheChangeIsDropped() throws IOException {
        byte[] whole = written(List.of("one", "two"));
        int start = lineEnds(whole).get(0);
        int dropped = 0;

        for (int bit = 8 * start; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file(), damaged);
            try {
                assertThat(reopened()).containsExactly(Map.entry("one", "value of one"));
                dropped++;
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("damaged in line 2");
            }
        }
        // Without its line end the last change looks as if a crash had cut it off.
        assertThat(dropped).isEqualTo(8);
    }

    @Test
    void openingMakesAFileOfHistoryShort() throws IOException {
        String line = writeHistory(1500);

        assertThat(reopened()).containsExactly(Map.entry("kept", "value of kept"));

        assertThat(Files.readString(file())).isEqualTo(line);
    }

    /** Many changes of one value; gives the line that is left of them. */
    private String writeHistory(int changes) throws IOException {
        written(List.of("kept"));
        String line = Files.readString(file());
        Files.writeString(file(), line.repeat(changes));
        return line;
    }

    @Test
    void aLongRunDoesNotGrowWithoutEnd() throws IOException {
        String line = writeHistory(990);
        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            for (int count = 0; count < 20; count++) {
                checkpoints.put("cursor", "place " + count);
            }

            assertThat(Files.size(file())).isLessThan(20L * line.length());
        }
        assertThat(reopened()).containsExactly(Map.entry("cursor", "place 19"), Map.entry("kept", "value of kept"));
    }

    @Test
    void whatCannotBeMadeShortStaysInUse() throws IOException {
        Path inTheWay = folder.resolve("zendesk.state.new");
        Files.createDirectories(inTheWay.resolve("not empty"));
        writeHistory(1500);
        long before = Files.size(file());

        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            checkpoints.put("cursor", "after");
        }

        assertThat(reopened()).containsOnlyKeys("cursor", "kept");
        assertThat(Files.size(file())).isGreaterThan(before);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobodyButTheOwnerCanReadIt() throws IOException {
        Files.writeString(folder.resolve("zendesk.state.new"), "left by a crash");
        writeHistory(1500);
        reopened();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("zendesk.state", "zendesk.state.lock");
        }
    }

    @Test
    void missingFoldersAreMadeAndLinkedOnesUsed() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        for (Path place : List.of(folder.resolve("a/b/state"), link.resolve("state"))) {
            try (Checkpoints checkpoints = Checkpoints.file(place)) {
                checkpoints.put("one", "1");
            }
            assertThat(place).isRegularFile();
        }
    }

    @Test
    void aSecondSyncInTheSameProcessIsRefused() throws IOException {
        try (Checkpoints first = Checkpoints.file(file())) {
            assertThatThrownBy(() -> Checkpoints.file(file()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file() + " is in use by another sync; run one at a time, or give each its own file");
            first.put("still", "works");
        }
        assertThat(reopened()).containsKey("still");
    }

    @Test
    void aSecondProcessIsRefusedAlsoAfterAnAttemptWithinTheFirst() throws Exception {
        try (Checkpoints first = Checkpoints.file(file())) {
            assertThatThrownBy(() -> Checkpoints.file(file())).isInstanceOf(IOException.class);

            assertThat(CheckpointsProgram.run("put", file())).contains("is in use by another sync");
            first.put("first", "1");
        }

        assertThat(CheckpointsProgram.run("put", file())).isEqualTo("put");
        assertThat(reopened().keySet()).containsExactly("first", "second");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFullDiskIsToldAndLosesNothingThatWasKept() throws Exception {
        String[] kept = CheckpointsProgram.runWithSmallFiles("fill", file()).split(" ", 2);

        assertThat(kept[1])
                .isEqualTo("The checkpoints in " + file()
                        + " cannot be written; make room or give the right, and start again twice");
        assertThat(Integer.parseInt(kept[0])).isPositive();
        assertThat(reopened()).hasSize(Integer.parseInt(kept[0]));
        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            checkpoints.put("room", "again");
        }
        assertThat(reopened()).containsKey("room");
    }

    @Test
    void aFolderInItsPlaceIsAnErrorAndGivesTheLockBack() throws IOException {
        Files.createDirectory(file());
        assertThatThrownBy(() -> Checkpoints.file(file())).isInstanceOf(IOException.class);
        Files.delete(file());

        assertThat(reopened()).isEmpty();
    }

    @Test
    void anInterruptedThreadKeepsItsChangeAndClosesTheFileForNobody() throws Exception {
        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            Thread.currentThread().interrupt();
            checkpoints.put("while", "interrupted");
            assertThat(Thread.interrupted()).isTrue();

            checkpoints.put("then", "as ever");
        }
        assertThat(reopened()).containsOnlyKeys("then", "while");
    }

    @Test
    void manyThreadsMayWriteAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        try (Checkpoints checkpoints = Checkpoints.file(file())) {
            List<Future<Object>> running = IntStream.range(0, 8)
                    .mapToObj(thread -> threads.submit(() -> {
                        start.await();
                        for (int count = 0; count < 10; count++) {
                            checkpoints.put(thread + "/" + count, "x");
                            checkpoints.put("shared", thread + "/" + count);
                        }
                        return null;
                    }))
                    .toList();
            start.countDown();
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(reopened()).hasSize(81);
    }

    @Test
    void afterClosingNothingIsTaken() throws IOException {
        Checkpoints checkpoints = Checkpoints.file(file());
        checkpoints.put("one", "1");
        checkpoints.close();
        checkpoints.close();

        assertThatThrownBy(() -> checkpoints.put("two", "2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The checkpoints in " + file() + " are closed");
        assertThatThrownBy(() -> checkpoints.remove("one")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileOfSomethingElseWithoutALineEndIsNotTakenForALineThatWasCutOff() throws IOException {
        for (String other : List.of("notes of somebody", "12345678-", "12345678 [", "\u00e4")) {
            Files.write(file(), other.getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(this::reopened).hasMessageContaining("damaged in line 1");
            assertThat(file()).hasContent(other);
        }
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndLeftAsItIs() throws IOException {
        String other = "TICKETS,OF,SOMEBODY\nShort\n";
        Files.write(file(), other.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::reopened).hasMessageContaining("damaged in line 1");
        assertThat(file()).hasContent(other);
    }
}
