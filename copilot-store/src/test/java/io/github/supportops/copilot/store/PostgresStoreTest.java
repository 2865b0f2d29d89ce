package io.github.supportops.copilot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {
    @Override
    protected String newUrl() throws SQLException {
        return PostgresServer.newSchema();
    }

    @Test
    void aConnectionTheServerHasEndedIsReplaced() throws Exception {
        Review review = queue().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-1")));
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'copilot-store' AND pid <> pg_backend_pid()");

        assertThatThrownBy(() -> queue().find(review.id()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE));
        assertThat(queue().find(review.id())).contains(review);
    }

    @Test
    void aServerThatIsNotThereIsUnavailableAndThePasswordStaysSecret() {
        assertThatThrownBy(() -> Store.builder("jdbc:postgresql://localhost:1/none?connectTimeout=2")
                        .user("me")
                        .password("canary")
                        .open())
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE))
                .hasMessage(
                        "The store could not be opened (SQLSTATE 08001); check that the database runs and its disk has"
                                + " room, then try again")
                .hasStackTraceContaining("localhost:1")
                .satisfies(failure -> assertThat(failure).hasMessageNotContaining("canary"));
    }

    @Test
    void aDatabaseThatDoesNotExistIsAMatterOfTheSetup() {
        assertThatThrownBy(() -> Store.open(PostgresServer.url().replace("/postgres?", "/nothing_here?")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.SETUP))
                .hasMessageContaining("SQLSTATE 3D000");
    }

    @Test
    void aRowSomebodyElseHoldsTooLongIsBusyAndTheConnectionIsStillGood() throws Exception {
        Review review = queue().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-1")));
        try (Store hasty =
                        Store.builder(url()).waitAtMost(Duration.ofMillis(50)).open();
                Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM copilot_review FOR UPDATE");

            assertThatThrownBy(() -> hasty.reviews().decide(review.id(), 1, ReviewDecision.approve("ana")))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.BUSY));
            other.rollback();
            assertThat(hasty.reviews()
                            .decide(review.id(), 1, ReviewDecision.approve("ana"))
                            .state())
                    .isEqualTo(ReviewState.APPROVED);
        }
    }

    @Test
    void rowsDoNotShowInWhatTheServerRefuses() throws Exception {
        execute("ALTER TABLE copilot_review ADD CONSTRAINT none CHECK (state <> 'pending')");

        assertThatThrownBy(() -> queue().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-1"))))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.DATA))
                .hasMessageContaining("SQLSTATE 23514")
                .hasNoCause();
        assertThat(queue().counts()).containsEntry(ReviewState.PENDING, 0L);
    }
}
