package io.github.supportops.copilot.eval;

import java.util.Locale;

/** Draws how often each bin was right, against the diagonal on which confidence means what it says. */
final class ReliabilityChart {
    private static final int SIDE = 200;

    private ReliabilityChart() {}

    static String svg(ConfidenceReport report) {
        StringBuilder svg = new StringBuilder("<svg width=\"" + SIDE + "\" height=\"" + SIDE + "\" viewBox=\"0 0 "
                + SIDE + " " + SIDE + "\" role=\"img\" aria-label=\"Share that is right, by confidence\">"
                + "<rect width=\"200\" height=\"200\" fill=\"none\" stroke=\"var(--line)\"/>"
                + "<line x1=\"0\" y1=\"200\" x2=\"200\" y2=\"0\" stroke=\"var(--line)\"/>");
        for (ConfidenceReport.Bin bin : report.bins()) {
            if (bin.tickets() > 0) {
                svg.append(bar(bin));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(ConfidenceReport.Bin bin) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"rgba(var(--accent), 0.6)\"/>",
                bin.from() * SIDE + 1,
                (1 - bin.accuracy()) * SIDE,
                (bin.to() - bin.from()) * SIDE - 2,
                bin.accuracy() * SIDE);
    }
}
