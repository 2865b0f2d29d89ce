/** Tickets from files and enriched files back. */
module io.github.supportops.copilot.csv {
    requires transitive io.github.supportops.copilot.core;
    requires com.fasterxml.jackson.databind;
    requires org.apache.commons.csv;
    requires static org.jspecify;

    exports io.github.supportops.copilot.csv;
}
