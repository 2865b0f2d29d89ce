package io.github.supportops.copilot.eval;

/** The exact McNemar test; {@link Comparison.Field} has the formula. */
final class McNemar {
    private McNemar() {}

    static double probability(int onlyFirst, int onlySecond) {
        int discordant = onlyFirst + onlySecond;
        int smaller = Math.min(onlyFirst, onlySecond);
        double logChoose = 0;
        double tail = 0;
        for (int i = 0; i <= smaller; i++) {
            // In logarithms, since C(n, i) overflows a double for the counts of a large comparison.
            tail += Math.exp(logChoose - discordant * Math.log(2));
            logChoose += Math.log(discordant - i) - Math.log(i + 1);
        }
        return Math.min(1, 2 * tail);
    }
}
