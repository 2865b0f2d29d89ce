package io.github.supportops.copilot.internal.reply;

/** Bounds the steps spent on one reply, so that reading stays linear in its length whatever the text is. */
final class WorkLimit {
    private static final long STEPS_PER_CHARACTER = 8;
    private static final long AT_LEAST = 100_000;

    private long left;

    WorkLimit(int characters) {
        this.left = Math.max(AT_LEAST, STEPS_PER_CHARACTER * characters);
    }

    void spend(long steps) throws Unreadable {
        left -= steps;
        if (left < 0) {
            throw new Unreadable();
        }
    }

    boolean isSpent() {
        return left < 0;
    }
}
