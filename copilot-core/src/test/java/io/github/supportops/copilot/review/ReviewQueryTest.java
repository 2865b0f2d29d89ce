package io.github.supportops.copilot.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewQueryTest {

    @Test
    void aCursorIsReadBackAsThePlaceItWasWrittenFor() {
        Review review = Review.pending(Decided.ticket("TCK-1"), Decided.result("TCK-1"), Decided.NOON);
        ReviewPosition place = ReviewPosition.of(ReviewOrder.MOST_URGENT_FIRST, review);

        ReviewQuery query = ReviewQuery.pending()
                .order(ReviewOrder.MOST_URGENT_FIRST)
                .after(place.cursor())
                .build();

        assertThat(query.after()).contains(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "newest_first.0.1.ab",
                "oldest_first.0.1.' OR 1=1",
                "oldest_first.9999999999999999999.1.ab"
            })
    void aCursorOfAnotherOrderOrMadeUpIsRefused(String cursor) {
        assertThatThrownBy(() -> ReviewQuery.builder().after(cursor).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not one of the order oldest_first");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 501})
    void aPageHasOneToFiveHundredReviews(int limit) {
        assertThatThrownBy(() -> ReviewQuery.builder().limit(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be within 1 and 500: " + limit);
    }

    @Test
    void namesAreReadExactly() {
        assertThat(ReviewState.of("approved")).isEqualTo(ReviewState.APPROVED);
        assertThat(ReviewOrder.of("least_sure_first")).isEqualTo(ReviewOrder.LEAST_SURE_FIRST);
        assertThatThrownBy(() -> ReviewDecision.Kind.of("Approve"))
                .hasMessage("decision must be one of approve, correct, dismiss");
    }
}
