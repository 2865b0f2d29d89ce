package io.github.supportops.copilot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.review.FeedbackEntry;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    private int files;

    @Override
    protected String newUrl() {
        files++;
        return "jdbc:sqlite:" + folder.resolve("new folder " + files).resolve("copilot #1 %20.db");
    }

    private Path storeFolder() {
        return folder.resolve("new folder 1");
    }

    @Test
    void erasedTextIsInNoFileAnyMore() throws Exception {
        String canary = "canary-6f1d";
        Ticket ticket = Ticket.of("TCK-1", canary.repeat(1_000));
        Review review = queue().submit(ticket, Samples.result(ticket));
        queue().decide(review.id(), 1, ReviewDecision.approve("ana"));
        assertThat(filesHolding(canary)).isNotZero();

        store().eraseTicket("TCK-1");

        assertThat(filesHolding(canary)).isZero();
    }

    @Test
    void theFileIsForItsOwnerAlone() throws Exception {
        try (Stream<Path> files = Files.list(storeFolder())) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aWriterOfAnotherProcessThatHoldsTheFileTooLongIsBusy() throws Exception {
        try (Store hasty =
                        Store.builder(url()).waitAtMost(Duration.ofMillis(50)).open();
                Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> hasty.cursors().write("a", "b"))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.BUSY))
                    .hasMessageContaining("could not write a cursor (SQLite error 5); others are using it");
            assertThat(hasty.cursors().read("a")).isEmpty();
            statement.execute("ROLLBACK");
            hasty.cursors().write("a", "b");
            assertThat(hasty.cursors().read("a")).contains("b");
        }
    }

    @Test
    void aReaderMayCallTheStoreAgainEvenWithASingleConnection() {
        try (Store single = Store.builder(url())
                .maxConnections(1)
                .waitAtMost(Duration.ofMillis(50))
                .open()) {
            single.feedback().append(entry());

            single.feedback()
                    .forEach(held ->
                            assertThat(single.feedback().read(0, 1).entries()).hasSize(1));
        }
    }

    private static FeedbackEntry entry() {
        Ticket ticket = Samples.ticket("TCK-1");
        return new FeedbackEntry("f-1", ticket, Samples.result(ticket), ReviewDecision.approve("ana"));
    }

    @Test
    void aFileThatIsNoDatabaseIsAMatterOfTheSetup() throws Exception {
        Path text = Files.writeString(
                folder.resolve("notes.txt"), "not a database, and long enough to show it. ".repeat(50));

        assertThatThrownBy(() -> Store.open(text))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.SETUP))
                .hasMessageContaining("SQLite error 26");
        assertThat(text).content().startsWith("not a database");
    }

    @Test
    void anAddressThatIsNeitherKindIsRefusedWithoutShowingIt() {
        for (String wrong : new String[] {"jdbc:h2:mem:canary", "jdbc:sqlite::memory:", "jdbc:sqlite:", "canary"}) {
            assertThatThrownBy(() -> Store.open(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("starts with jdbc:postgresql: or is jdbc:sqlite: and the path of a file")
                    .hasMessageNotContaining("canary");
        }
        assertThatThrownBy(() -> Store.open(Path.of("what?.db"))).hasMessageContaining("must not have a question mark");
    }

    @Test
    void aUserForAFileIsAMisunderstanding() {
        assertThatThrownBy(() -> Store.builder(url()).password("canary"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("A password belongs to a jdbc:postgresql: address")
                .hasMessageNotContaining("canary");
    }

    @Test
    void everyScriptIsInTheList() throws Exception {
        try (Stream<Path> scripts =
                Files.list(Path.of(Store.class.getResource("/db/copilot").toURI()))) {
            assertThat(scripts.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Migrations.SCRIPTS);
        }
    }

    private long filesHolding(String text) throws Exception {
        try (Stream<Path> files = Files.list(storeFolder())) {
            return files.filter(each -> holds(each, text)).count();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
