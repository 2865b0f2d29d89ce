/** Measures analyzers against labelled tickets. */
module io.github.supportops.copilot.eval {
    requires transitive io.github.supportops.copilot.core;
    requires com.fasterxml.jackson.databind;
    requires org.apache.commons.csv;
    requires static org.jspecify;

    exports io.github.supportops.copilot.eval;
}
