package io.github.supportops.copilot.review;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some reviews of a list.
 *
 * @param reviews in the order that was asked for
 * @param cursor where the next page starts, or null on the last page; read it with {@link #next()}
 */
public record ReviewPage(List<Review> reviews, @Nullable String cursor) {
    /** Copies the list. */
    public ReviewPage {
        reviews = List.copyOf(reviews);
    }

    /** {@return what to give to {@link ReviewQuery.Builder#after(String)} for the next page; absent on the last page} */
    public Optional<String> next() {
        return Optional.ofNullable(cursor);
    }
}
