package io.github.supportops.copilot.csv;

import java.io.IOException;

/** Takes the rows of an output, in order. */
interface RowSink {
    void begin() throws IOException;

    void row(Row row, RowOutcome outcome) throws IOException;

    /** Ends the output and writes out what is buffered; the stream below stays open. */
    void end() throws IOException;
}
