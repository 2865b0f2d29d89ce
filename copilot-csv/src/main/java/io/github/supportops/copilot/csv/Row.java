package io.github.supportops.copilot.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the input.
 *
 * @param index its place among the rows, starting with 0
 * @param line the line where it starts, starting with 1
 * @param cells one for each column of the header
 * @param problem where and why it cannot be trusted, or null
 */
record Row(
        long index, long line, List<String> cells, @Nullable String problem) {
    @Override
    public String toString() {
        return "Row[" + index + ", line " + line + "]";
    }
}
