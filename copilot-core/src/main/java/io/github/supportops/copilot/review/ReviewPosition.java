package io.github.supportops.copilot.review;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a review in an order, which is where the next page starts: whatever is decided, erased or put up in the
 * meantime, no review is shown twice and none that stays is skipped. For implementations of {@link ReviewQueue}.
 *
 * @param order the order
 * @param rank what the order sorts by, see {@link ReviewOrder#rank(Review)}
 * @param createdMillis milliseconds since 1970-01-01T00:00:00Z
 * @param id the review's id
 */
public record ReviewPosition(ReviewOrder order, long rank, long createdMillis, String id)
        implements Comparable<ReviewPosition> {
    private static final Pattern CURSOR =
            Pattern.compile("([a-z_]{1,40})\\.(-?\\d{1,18})\\.(-?\\d{1,18})\\.([0-9a-f]{1,64})");

    /** Checks that nothing is missing. */
    public ReviewPosition {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(id, "id");
    }

    /** {@return the place of a review} */
    public static ReviewPosition of(ReviewOrder order, Review review) {
        return new ReviewPosition(order, order.rank(review), review.createdAt().toEpochMilli(), review.id());
    }

    /** {@return this place as text for {@link ReviewQuery.Builder#after(String)}; safe in a URL} */
    public String cursor() {
        return order.wireName() + "." + rank + "." + createdMillis + "." + id;
    }

    /**
     * Reads what {@link #cursor()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else, or belongs to another order
     */
    public static ReviewPosition parse(ReviewOrder order, String cursor) {
        Matcher parts = CURSOR.matcher(cursor);
        if (!parts.matches() || !parts.group(1).equals(order.wireName())) {
            throw new IllegalArgumentException("The cursor is not one of the order " + order.wireName()
                    + "; use the cursor of the page before, or start without one");
        }
        return new ReviewPosition(
                order, Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)), parts.group(4));
    }

    @Override
    public int compareTo(ReviewPosition other) {
        if (rank != other.rank) {
            return Long.compare(rank, other.rank);
        }
        int inTime = createdMillis == other.createdMillis
                ? id.compareTo(other.id)
                : Long.compare(createdMillis, other.createdMillis);
        return order == ReviewOrder.NEWEST_FIRST ? -inTime : inTime;
    }
}
