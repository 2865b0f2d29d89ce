package io.github.supportops.copilot.csv;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the input.
 *
 * @param index its place among the rows, starting with 0
 * @param line the line where it starts, starting with 1
 * @param cells one for each column of the header
 * @param object the object as it stands in a JSON file, or null in other files
 * @param problem where and why it cannot be trusted, or null
 */
record Row(
        long index,
        long line,
        List<String> cells,
        @Nullable ObjectNode object,
        @Nullable String problem) {
    @Override
    public String toString() {
        return "Row[" + index + ", line " + line + "]";
    }
}
