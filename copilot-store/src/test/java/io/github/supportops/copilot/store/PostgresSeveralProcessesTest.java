package io.github.supportops.copilot.store;

import java.sql.SQLException;

class PostgresSeveralProcessesTest extends SeveralProcessesContract {
    @Override
    protected String newUrl() throws SQLException {
        return PostgresServer.newSchema();
    }
}
