package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.helpdesk.freshdesk.FreshdeskHelpdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeFreshdeskBuilder;
import io.github.supportops.copilot.testkit.helpdesk.FakeHelpdesk;
import java.net.URI;
import java.time.Duration;

class FreshdeskChaosTest extends SyncChaosContract {
    @Override
    FakeHelpdesk open() {
        return FakeFreshdesk.builder()
                .minute(Duration.ofSeconds(1))
                .limits(400, 160, 160, 100)
                .start();
    }

    @Override
    Helpdesk connect(URI address) {
        return FreshdeskHelpdesk.builder()
                .baseUrl(address.toString())
                .apiKey(FakeFreshdeskBuilder.API_KEY)
                .callsPerMinute(400 * 60)
                .createsPerMinute(160 * 60)
                .updatesPerMinute(160 * 60)
                .listsPerMinute(100 * 60)
                .callDeadline(Duration.ofMillis(700))
                .build();
    }

    @Override
    String highestPriority() {
        return "4";
    }
}
