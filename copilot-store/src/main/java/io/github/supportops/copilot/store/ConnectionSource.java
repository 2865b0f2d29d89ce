package io.github.supportops.copilot.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the database. */
@FunctionalInterface
interface ConnectionSource {

    Connection open() throws SQLException;
}
