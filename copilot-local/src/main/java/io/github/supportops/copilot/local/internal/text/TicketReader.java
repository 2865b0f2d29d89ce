package io.github.supportops.copilot.local.internal.text;

import java.util.List;

/** Turns subject and message of a ticket into what the analyzer works on. Immutable and thread-safe. */
public final class TicketReader {

    private final CueBook cues = CueBook.load();

    /**
     * A ticket as read.
     *
     * @param text the customer's own words
     * @param passages the same in pieces that the encoder reads whole
     * @param cues the telling words in it
     */
    public record Reading(String text, List<String> passages, CueReport cues) {

        /** Whether the text takes more than one passage. */
        public boolean isLong() {
            return passages.size() > 1;
        }
    }

    /** Reads a ticket; an empty subject counts as none. */
    public Reading read(String subject, String message) {
        String body = IssueLayout.strip(MailLayout.strip(message));
        boolean repeated = subject.isBlank() || body.startsWith(subject);
        String text = repeated ? body : subject.strip() + "\n" + body;
        return new Reading(text, Passages.of(text), cues.inspect(text));
    }

    /** The names of the cues that make the first features of {@link CueReport#features()}. */
    public List<String> cueNames() {
        return cues.names();
    }
}
