package io.github.supportops.copilot.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSeveralProcessesTest extends SeveralProcessesContract {
    @TempDir
    private Path folder;

    @Override
    protected String newUrl() {
        return "jdbc:sqlite:" + folder.resolve("copilot.db");
    }
}
