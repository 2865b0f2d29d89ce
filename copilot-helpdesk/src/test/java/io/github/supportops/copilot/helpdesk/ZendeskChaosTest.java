package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.helpdesk.zendesk.ZendeskHelpdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeHelpdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeZendesk;
import java.net.URI;
import java.time.Duration;

class ZendeskChaosTest extends SyncChaosContract {
    private static final Duration MINUTE = Duration.ofSeconds(1);

    @Override
    FakeHelpdesk open() {
        FakeZendesk desk = new FakeZendesk(MINUTE);
        desk.limits(400, 100, 30);
        return desk;
    }

    @Override
    Helpdesk connect(URI address) {
        return ZendeskHelpdesk.builder()
                .baseUrl(address.toString())
                .oauth(FakeZendesk.CLIENT_ID, FakeZendesk.CLIENT_SECRET)
                .requestsPerMinute(400 * 60)
                .updatesPerMinute(100 * 60)
                .exportsPerMinute(30 * 60)
                .callDeadline(Duration.ofMillis(700))
                .build();
    }

    @Override
    String highestPriority() {
        return "urgent";
    }
}
