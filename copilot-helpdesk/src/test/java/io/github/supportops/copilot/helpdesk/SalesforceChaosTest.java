package io.github.supportops.copilot.helpdesk;

import io.github.supportops.copilot.helpdesk.salesforce.SalesforceHelpdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeHelpdesk;
import io.github.supportops.copilot.testkit.helpdesk.FakeSalesforce;
import java.net.URI;
import java.time.Duration;

class SalesforceChaosTest extends SyncChaosContract {
    @Override
    FakeHelpdesk open() {
        return new FakeSalesforce();
    }

    @Override
    Helpdesk connect(URI address) {
        return SalesforceHelpdesk.builder()
                .loginUrl(address.toString())
                .clientCredentials(FakeSalesforce.CLIENT_ID, FakeSalesforce.CLIENT_SECRET)
                .callsPerMinute(400 * 60)
                .callDeadline(Duration.ofMillis(700))
                .build();
    }

    @Override
    String highestPriority() {
        return "High";
    }

    @Override
    boolean hasTags() {
        return false;
    }
}
