package io.github.supportops.copilot.helpdesk.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a sweep stands in each of its three lists. A position is the stamp and id of the last record seen, not a page
 * number: records that change while paging move to the end and are met there. Immutable.
 *
 * @param floor nothing older is asked for
 * @param stage the list that is being read
 * @param positions one for each list
 */
record SweepCursor(Instant floor, int stage, List<Position> positions) {
    private static final String VERSION = "sf1";

    /** Records from a time on, or, with an id, behind that record. */
    record Position(Instant from, String afterId) {
        String condition() {
            String time = Soql.time(from);
            String where = afterId.isEmpty()
                    ? "SystemModstamp >= " + time
                    : "(SystemModstamp > " + time + " OR (SystemModstamp = " + time + " AND Id > " + Soql.text(afterId)
                            + "))";
            return where + " ORDER BY SystemModstamp,Id";
        }
    }

    static SweepCursor since(Instant time, int stages) {
        List<Position> positions = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            positions.add(new Position(time, ""));
        }
        return new SweepCursor(time, 0, List.copyOf(positions));
    }

    Position position() {
        return positions.get(stage);
    }

    /** The next page of this list starts behind this record. */
    SweepCursor behind(Instant stamp, String id) {
        return with(new Position(stamp, id));
    }

    /**
     * The list has come to its end. Next time it starts a little earlier: a record gets its stamp before it can be seen, so
     * some turn up late.
     *
     * @param last the newest stamp there was on the last page; absent if that was empty
     */
    SweepCursor caughtUp(Optional<Instant> last, Duration overlap) {
        if (last.isEmpty() && position().afterId().isEmpty()) {
            return this;
        }
        Instant start = last.orElse(position().from()).minus(overlap);
        return with(new Position(start.isBefore(floor) ? floor : start, ""));
    }

    private SweepCursor with(Position moved) {
        List<Position> all = new ArrayList<>(positions);
        all.set(stage, moved);
        return new SweepCursor(floor, stage, List.copyOf(all));
    }

    SweepCursor at(int newStage) {
        return new SweepCursor(floor, newStage, positions);
    }

    /** {@return the text to keep over a restart} */
    String text() {
        StringBuilder text = new StringBuilder(VERSION + "|" + floor + "|" + stage);
        positions.forEach(
                position -> text.append('|').append(position.from()).append('/').append(position.afterId()));
        return text.toString();
    }

    /** Reads {@link #text()}. @throws IllegalArgumentException if it is anything else */
    static SweepCursor of(String text, int stages) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 3 + stages || !parts[0].equals(VERSION) || !parts[2].matches("[0-9]")) {
            throw foreign();
        }
        List<Position> positions = new ArrayList<>();
        for (int part = 3; part < parts.length; part++) {
            String[] halves = parts[part].split("/", -1);
            if (halves.length != 2 || !halves[1].matches("|[a-zA-Z0-9]{15,18}")) {
                throw foreign();
            }
            positions.add(new Position(Stamp.of(halves[0]).orElseThrow(SweepCursor::foreign), halves[1]));
        }
        int stage = Integer.parseInt(parts[2]);
        if (stage >= stages) {
            throw foreign();
        }
        return new SweepCursor(Stamp.of(parts[1]).orElseThrow(SweepCursor::foreign), stage, List.copyOf(positions));
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "The cursor is not one of a Salesforce sweep with these settings; start again by a time");
    }
}
