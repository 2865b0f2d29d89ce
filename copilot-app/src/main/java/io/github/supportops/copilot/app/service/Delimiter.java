package io.github.supportops.copilot.app.service;

import java.io.IOException;
import java.io.Reader;

/** Finds what separates the cells of a file: what its first line uses most outside quotes; a comma where it uses none. */
final class Delimiter {
    private static final String KNOWN = ",;\t|";

    private Delimiter() {}

    static char likely(Reader text) throws IOException {
        int[] counts = new int[KNOWN.length()];
        boolean quoted = false;
        for (int character = text.read();
                character >= 0 && (quoted || (character != '\n' && character != '\r'));
                character = text.read()) {
            quoted ^= character == '"';
            int place = KNOWN.indexOf(character);
            if (!quoted && place >= 0) {
                counts[place]++;
            }
        }
        int best = 0;
        for (int place = 1; place < counts.length; place++) {
            best = counts[place] > counts[best] ? place : best;
        }
        return KNOWN.charAt(best);
    }
}
