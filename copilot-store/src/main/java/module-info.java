/** Reviews, feedback, cached results and cursors in a JDBC database. */
module io.github.supportops.copilot.store {
    requires transitive io.github.supportops.copilot.core;
    requires transitive java.sql;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.supportops.copilot.store;
}
