package io.github.supportops.copilot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.cache.CacheKey;
import io.github.supportops.copilot.cache.ResultCache;
import io.github.supportops.copilot.review.Review;
import io.github.supportops.copilot.review.ReviewConflictException;
import io.github.supportops.copilot.review.ReviewDecision;
import io.github.supportops.copilot.review.ReviewLimitException;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.review.ReviewState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store keeps beyond its review queue, whatever its database. */
abstract class StoreContract extends ReviewQueueContract {
    private final MovableClock clock = new MovableClock();
    private final List<Store> opened = new ArrayList<>();
    private String url;
    private Store store;

    /** {@return the address of a new and empty database} */
    protected abstract String newUrl() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        url = newUrl();
        store = open();
    }

    /** {@return the address of the database of this test} */
    protected final String url() {
        return url;
    }

    @Override
    protected ReviewQueue queue() {
        return store().reviews();
    }

    @Override
    protected MovableClock clock() {
        return clock;
    }

    protected final Store store() {
        return store;
    }

    /** Opens the same database once more, as another process would. */
    protected final Store open() {
        Store another = Store.builder(url).clock(clock).open();
        opened.add(another);
        return another;
    }

    @AfterEach
    void closeStores() {
        opened.forEach(Store::close);
    }

    @Test
    void whatWasWrittenIsThereAfterTheStoreWasClosed() {
        Ticket ticket = Samples.fullTicket("TCK-1", "The invoice is wrong.");
        Review review = queue().submit(ticket, Samples.fullResult(ticket, "because"));
        store().cursors().write("export", "42");
        store().close();

        Store again = open();

        assertThat(again.reviews().find(review.id())).contains(review);
        assertThat(again.cursors().read("export")).contains("42");
    }

    @Test
    void manyMayOpenANewDatabaseAtTheSameMoment() throws Exception {
        List<Store> stores = Collections.synchronizedList(new ArrayList<>());
        try {
            String empty = newUrl();
            together(6, number -> stores.add(Store.open(empty)));
            Review review =
                    stores.get(0).reviews().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-1")));

            assertThat(stores)
                    .hasSize(6)
                    .allSatisfy(
                            each -> assertThat(each.reviews().find(review.id())).isPresent());
        } finally {
            stores.forEach(Store::close);
        }
    }

    @Test
    void ofTwoStoresOnTheSameDatabaseThatDecideOneWins() throws Exception {
        List<Store> stores = List.of(store(), open());
        for (int round = 0; round < 10; round++) {
            Review review = queue().submit(Samples.ticket("T-" + round), Samples.result(Samples.ticket("T-" + round)));
            List<Optional<Review>> decided = together(2, number -> decided(stores.get(number), review, "p" + number));
            assertThat(decided.stream().filter(Optional::isPresent)).hasSize(1);
        }
        assertThat(queue().counts()).containsEntry(ReviewState.APPROVED, 10L);
    }

    private static Optional<Review> decided(Store store, Review review, String person) {
        try {
            return Optional.of(store.reviews().decide(review.id(), 1, ReviewDecision.approve(person)));
        } catch (ReviewConflictException lost) {
            return Optional.empty();
        }
    }

    @Test
    void aCachedResultIsGivenAsItWasUntilItIsTooOld() {
        ResultCache cache = store().results(Duration.ofDays(7), 1_000);
        Ticket ticket = Samples.fullTicket("TCK-1", "The invoice is wrong.");
        AnalysisResult result = Samples.fullResult(ticket, "\0 and \ud800");
        CacheKey key = CacheKey.of("small-1", ticket);

        assertThat(cache.find(key)).isEmpty();
        cache.store(key, Samples.result(ticket));
        cache.store(key, result);

        assertThat(cache.find(key)).contains(result);
        assertThat(open().results(Duration.ofDays(7), 1_000).find(key)).contains(result);
        clock.move(Duration.ofDays(7).plusMillis(1));
        assertThat(cache.find(key)).isEmpty();
    }

    @Test
    void theOldestCachedResultsGoWhenThereAreTooMany() {
        ResultCache cache = store().results(Duration.ofDays(7), 50);
        AnalysisResult result = Samples.result(Samples.ticket("TCK-1"));
        for (int number = 0; number < 100; number++) {
            clock.move(Duration.ofMillis(1));
            cache.store(new CacheKey("key-" + number), result);
        }

        assertThat(cache.find(new CacheKey("key-49"))).isEmpty();
        assertThat(cache.find(new CacheKey("key-50"))).isPresent();
        assertThat(cache.find(new CacheKey("key-99"))).isPresent();
    }

    @Test
    void erasingATicketTakesItsCachedResultAndErasingACustomerTakesTheWholeCache() {
        ResultCache cache = store().results(Duration.ofDays(7), 1_000);
        cache.store(new CacheKey("one"), Samples.result(Samples.ticket("TCK-1")));
        cache.store(new CacheKey("two"), Samples.result(Samples.ticket("TCK-2")));

        assertThat(store().eraseTicket("TCK-1")).isEqualTo(new ErasedFromStore(0, 0, 1));
        assertThat(cache.find(new CacheKey("one"))).isEmpty();
        assertThat(cache.find(new CacheKey("two"))).isPresent();
        assertThat(store().eraseCustomer("C-1")).isEqualTo(new ErasedFromStore(0, 0, 1));
        assertThat(cache.find(new CacheKey("two"))).isEmpty();
    }

    @Test
    void whatIsTooOldGoesAtOnceFromAllTables() {
        Ticket ticket = Samples.ticket("TCK-1");
        Review review = queue().submit(ticket, Samples.result(ticket));
        queue().decide(review.id(), 1, ReviewDecision.approve("ana").at(clock.get()));
        store().results(Duration.ofDays(700), 10).store(new CacheKey("one"), Samples.result(ticket));
        queue().submit(Samples.ticket("TCK-2"), Samples.result(Samples.ticket("TCK-2")));
        clock.move(Duration.ofDays(100));

        assertThat(store().deleteOld(Retention.of(Duration.ofSeconds(Long.MAX_VALUE))))
                .isEqualTo(new ErasedFromStore(0, 0, 0));
        assertThat(store().deleteOld(new Retention(Duration.ofDays(30), Duration.ofDays(365), Duration.ofDays(30))))
                .isEqualTo(new ErasedFromStore(1, 0, 1));
        assertThat(store().deleteOld(Retention.of(Duration.ofDays(30)))).isEqualTo(new ErasedFromStore(0, 1, 0));
        assertThat(queue().counts()).containsEntry(ReviewState.PENDING, 1L);
    }

    @Test
    void cursorsAreListedByTheBeginningOfTheirNameLetterForLetter() {
        Cursors cursors = store().cursors();
        cursors.write("desk/inbox/2", "b");
        cursors.write("desk/inbox/1", "a");
        cursors.write("desk/inbox%", "c");
        cursors.write("DESK/inbox/3", "d");

        assertThat(cursors.startingWith("desk/inbox/"))
                .containsExactly(Map.entry("desk/inbox/1", "a"), Map.entry("desk/inbox/2", "b"));
        assertThat(cursors.startingWith("%")).isEmpty();
        assertThat(cursors.startingWith("")).hasSize(4);
    }

    @Test
    void aCursorIsMovedByTheOneWhoSawWhereItWas() {
        Cursors cursors = store().cursors();

        assertThat(cursors.read("zendesk")).isEmpty();
        assertThat(cursors.replace("zendesk", "1", "2")).isFalse();
        assertThat(cursors.replace("zendesk", null, "1")).isTrue();
        assertThat(cursors.replace("zendesk", null, "9")).isFalse();
        assertThat(cursors.replace("zendesk", "1", "2")).isTrue();
        assertThat(open().cursors().read("zendesk")).contains("2");
        cursors.write("zendesk", "0");
        assertThat(cursors.read("zendesk")).contains("0");
        assertThat(cursors.remove("zendesk")).isTrue();
        assertThat(cursors.remove("zendesk")).isFalse();
        assertThat(cursors.read("zendesk")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void cursorsTakeAnyText(String text) {
        store().cursors().write(text, text);

        assertThat(store().cursors().read(text)).contains(text);
        assertThat(store().cursors().replace(text, text, "next")).isTrue();
    }

    @Test
    void aTicketThatIsTooLargeIsRefusedWithoutItsText() {
        Ticket ticket = Ticket.of("TCK-1", "canary ".repeat(700_000));

        assertThatThrownBy(() -> queue().submit(ticket, Samples.result(ticket)))
                .isInstanceOf(ReviewLimitException.class)
                .hasMessageStartingWith("Ticket TCK-1 or its result has 49000")
                .hasMessageContaining("at most 4194304; shorten it");
        assertThat(queue().counts()).containsEntry(ReviewState.PENDING, 0L);
    }

    @ParameterizedTest
    @MethodSource("namesJsonCannotHold")
    void anAttributeWhoseNameCouldNotBeReadBackIsRefusedBeforeItIsWritten(String name) {
        Ticket ticket = Samples.ticket("TCK-1").toBuilder().attribute(name, "x").build();

        assertThatThrownBy(() -> queue().submit(ticket, Samples.result(ticket)))
                .isInstanceOf(ReviewLimitException.class)
                .hasMessage(
                        "Ticket TCK-1 has a part that does not come back from JSON as it was, such as an attribute name"
                                + " of more than 50,000 characters or with half a surrogate pair; rename or leave it out");
        assertThat(queue().counts()).containsEntry(ReviewState.PENDING, 0L);
    }

    static List<String> namesJsonCannotHold() {
        return List.of("half \ud800 a pair", "\udc00", "x".repeat(60_000));
    }

    @Test
    void aDatabaseOfANewerVersionIsLeftAlone() throws Exception {
        execute(
                "INSERT INTO copilot_schema_history (version, script, checksum, applied_ms) VALUES (999, 'V999', 'x', 0)");

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.SETUP))
                .hasMessageContaining("are at version 999 and this program knows " + Migrations.SCRIPTS.size());
    }

    @Test
    void aDatabaseMadeByAnotherScriptIsLeftAlone() throws Exception {
        execute("UPDATE copilot_schema_history SET checksum = 'x'");

        assertThatThrownBy(this::open).hasMessageContaining("made by another V1__");
    }

    @Test
    void withoutMigrationsTheTablesMustBeThere() throws Exception {
        String empty = newUrl();
        assertThatThrownBy(() -> Store.builder(empty).withoutMigrations().open())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not find its table copilot_review");
        for (String script : Migrations.SCRIPTS) {
            for (String statement : Migrations.statements(Migrations.read(script))) {
                execute(empty, statement);
            }
        }

        try (Store store = Store.builder(empty).withoutMigrations().open()) {
            store.reviews().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-1")));
            assertThat(store.reviews().counts()).containsEntry(ReviewState.PENDING, 1L);
        }
    }

    @Test
    void aDataSourceOfTheApplicationWillDo() throws Exception {
        CountingDataSource source = new CountingDataSource(url());
        try (Store store = Store.builder(source).open()) {
            Review review = store.reviews().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-1")));
            store.reviews().decide(review.id(), 1, ReviewDecision.approve("ana"));

            assertThat(store.reviews().find(review.id())).isPresent();
        }
        assertThat(source.opened()).isGreaterThanOrEqualTo(5);
        assertThat(source.stillOpen()).isZero();
    }

    @Test
    void aFailureInTheMiddleOfADecisionLeavesNothingOfIt() throws Exception {
        Review review = queue().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-1")));
        execute("DELETE FROM copilot_counter");

        assertThatThrownBy(() -> queue().decide(review.id(), 1, ReviewDecision.approve("ana")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not decide a review");
        execute("INSERT INTO copilot_counter (name, value) VALUES ('feedback', 0)");

        assertThat(queue().find(review.id())).contains(review);
        assertThat(queue().decide(review.id(), 1, ReviewDecision.approve("ana")).state())
                .isEqualTo(ReviewState.APPROVED);
    }

    @Test
    void textTheStoreCannotReadIsATypedFailureWithoutTheText() throws Exception {
        Review review = queue().submit(Samples.ticket("TCK-1"), Samples.result(Samples.ticket("TCK-1")));
        execute("UPDATE copilot_review SET ticket = '{\"canary\":1}'");

        assertThatThrownBy(() -> queue().find(review.id()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.DATA))
                .hasMessageContaining("holds a ticket it cannot read")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aStoreThatWasClosedSaysSo() {
        ReviewQueue queue = queue();
        store().close();
        store().close();

        assertThatThrownBy(queue::counts)
                .isInstanceOf(StoreException.class)
                .hasMessage("The store was closed; open another");
    }

    @Test
    void itPrintsTheKindOfDatabaseAndNoAddress() throws Exception {
        assertThat(store() + " " + store().reviews() + " " + store().feedback() + " " + store().cursors())
                .doesNotContain(url(), "localhost", "/");
    }

    protected final void execute(String sql) {
        execute(url, sql);
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }
}
