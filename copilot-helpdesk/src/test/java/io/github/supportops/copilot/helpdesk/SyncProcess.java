package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A process that follows a help desk until it is killed. */
final class SyncProcess {
    private SyncProcess() {}

    /** Arguments: the test that knows how to connect, the address, the file of the checkpoints, the audit log. */
    public static void main(String... arguments) throws Exception {
        SyncChaosContract system = (SyncChaosContract)
                Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        try (Helpdesk helpdesk = system.connect(URI.create(arguments[1]));
                Checkpoints checkpoints = Checkpoints.file(Path.of(arguments[2]));
                AuditLog audit = AuditLog.file(Path.of(arguments[3]));
                HelpdeskSync sync = HelpdeskSync.builder(helpdesk, FakeTicketAnalyzer.create())
                        .checkpoints(checkpoints)
                        .audit(audit)
                        .since(SyncChaosContract.BEFORE_EVERYTHING)
                        .build()) {
            sync.follow(Duration.ofMillis(200));
        }
    }
}
