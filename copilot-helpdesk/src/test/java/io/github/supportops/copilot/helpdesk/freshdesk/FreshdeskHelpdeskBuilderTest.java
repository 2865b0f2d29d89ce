package io.github.supportops.copilot.helpdesk.freshdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FreshdeskHelpdeskBuilderTest {

    @Test
    void addressAndKeyAreNeeded() {
        assertThatThrownBy(() -> FreshdeskHelpdesk.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FRESHDESK_BASE_URL");
        assertThatThrownBy(() -> FreshdeskHelpdesk.builder()
                        .baseUrl("https://acme.freshdesk.com")
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FRESHDESK_API_KEY");
    }

    @Test
    void badSettingsAreRefusedAtOnceAndSecretsNotShown() {
        refuses(builder -> builder.baseUrl("http://acme.freshdesk.com"), "https");
        refuses(builder -> builder.baseUrl("https://acme.freshdesk.com/api/v2"), "without a path");
        refuses(builder -> builder.baseUrl("acme"), "FRESHDESK_BASE_URL");
        refuses(builder -> builder.apiKey(" "), "FRESHDESK_API_KEY");
        refuses(builder -> builder.apiKey("key\r\nX-Other: 1"), "not shown");
        refuses(builder -> builder.webhookSecret("a\nb"), "FRESHDESK_WEBHOOK_SECRET");
        refuses(builder -> builder.share(0), "share");
        refuses(builder -> builder.share(1.1), "1.1");
        refuses(builder -> builder.share(Double.NaN), "NaN");
        refuses(builder -> builder.callsPerMinute(0), "callsPerMinute");
        refuses(builder -> builder.createsPerMinute(-1), "createsPerMinute");
        refuses(builder -> builder.updatesPerMinute(0), "updatesPerMinute");
        refuses(builder -> builder.listsPerMinute(0), "listsPerMinute");
        refuses(builder -> builder.overlap(Duration.ofSeconds(-1)), "overlap");
        refuses(builder -> builder.overlap(Duration.ofDays(2)), "overlap");
        refuses(builder -> builder.callDeadline(Duration.ZERO), "callDeadline");
    }

    @Test
    void noSecretIsEverPrinted() {
        FreshdeskHelpdeskBuilder builder = FreshdeskHelpdesk.builder()
                .baseUrl("https://acme.freshdesk.com/")
                .apiKey("the-api-key")
                .webhookSecret("the-webhook-secret");
        try (FreshdeskHelpdesk helpdesk = builder.build()) {
            assertThat(helpdesk).hasToString("Freshdesk[acme.freshdesk.com]");
            assertThat(builder).hasToString("FreshdeskHelpdeskBuilder[https://acme.freshdesk.com]");
        }
    }

    private static void refuses(Consumer<FreshdeskHelpdeskBuilder> setting, String words) {
        assertThatThrownBy(() -> setting.accept(FreshdeskHelpdesk.builder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("X-Other");
    }
}
