package io.github.supportops.copilot.app;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.helpdesk.FieldTarget;
import io.github.supportops.copilot.helpdesk.Helpdesk;
import io.github.supportops.copilot.helpdesk.TriagePolicy;
import io.github.supportops.copilot.helpdesk.freshdesk.FreshdeskHelpdesk;
import io.github.supportops.copilot.helpdesk.freshdesk.FreshdeskHelpdeskBuilder;
import io.github.supportops.copilot.helpdesk.salesforce.SalesforceHelpdesk;
import io.github.supportops.copilot.helpdesk.salesforce.SalesforceHelpdeskBuilder;
import io.github.supportops.copilot.helpdesk.zendesk.ZendeskHelpdesk;
import io.github.supportops.copilot.helpdesk.zendesk.ZendeskHelpdeskBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The one place that knows how environment and {@code .env} become a help desk. */
final class HelpdeskSettings {
    private final Surroundings surroundings;
    private final Settings settings;

    HelpdeskSettings(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.settings = Settings.of(surroundings);
    }

    /** {@return whether the address of this help desk is set} */
    boolean has(HelpdeskName name) {
        return settings.get(address(name)).isPresent();
    }

    /** {@return whether webhooks of this help desk can be verified} */
    boolean hasWebhookSecret(HelpdeskName name) {
        return settings.get(name.setting("WEBHOOK_SECRET")).isPresent();
    }

    /** Opens a help desk for a policy; the caller closes it. @throws SetupException naming the setting that is missing or wrong */
    Helpdesk open(HelpdeskName name, TriagePolicy policy) {
        try {
            return switch (name) {
                case ZENDESK -> zendesk();
                case FRESHDESK -> freshdesk();
                case SALESFORCE -> salesforce(policy);
            };
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw new SetupException(FailureKind.REQUEST, String.valueOf(wrong.getMessage()));
        }
    }

    private Helpdesk zendesk() {
        ZendeskHelpdeskBuilder builder = ZendeskHelpdesk.builder().baseUrl(required("ZENDESK_BASE_URL"));
        Optional<String> clientId = settings.get("ZENDESK_CLIENT_ID");
        if (clientId.isPresent()) {
            builder.oauth(clientId.get(), required("ZENDESK_CLIENT_SECRET"));
        } else if (settings.get("ZENDESK_API_TOKEN").isPresent()) {
            useApiToken(builder);
        } else {
            throw missing("ZENDESK_CLIENT_ID");
        }
        settings.get("ZENDESK_WEBHOOK_SECRET").ifPresent(builder::webhookSecret);
        return builder.build();
    }

    /** Zendesk ends its API tokens on 2027-04-30; until then accounts that have one may use it. */
    @SuppressWarnings("deprecation")
    private void useApiToken(ZendeskHelpdeskBuilder builder) {
        surroundings
                .err()
                .println("copilot: ZENDESK_API_TOKEN ends on 2027-04-30; set ZENDESK_CLIENT_ID and"
                        + " ZENDESK_CLIENT_SECRET instead");
        builder.apiToken(required("ZENDESK_EMAIL"), required("ZENDESK_API_TOKEN"));
    }

    private Helpdesk freshdesk() {
        FreshdeskHelpdeskBuilder builder = FreshdeskHelpdesk.builder()
                .baseUrl(required("FRESHDESK_BASE_URL"))
                .apiKey(required("FRESHDESK_API_KEY"));
        settings.get("FRESHDESK_WEBHOOK_SECRET").ifPresent(builder::webhookSecret);
        return builder.build();
    }

    private Helpdesk salesforce(TriagePolicy policy) {
        SalesforceHelpdeskBuilder builder = SalesforceHelpdesk.builder().loginUrl(required("SALESFORCE_LOGIN_URL"));
        String clientId = required("SALESFORCE_CLIENT_ID");
        Optional<String> keyFile = settings.get("SALESFORCE_PRIVATE_KEY_FILE");
        if (keyFile.isPresent()) {
            builder.jwtBearer(clientId, required("SALESFORCE_USERNAME"), keyText(keyFile.get()));
        } else {
            builder.clientCredentials(clientId, required("SALESFORCE_CLIENT_SECRET"));
        }
        // The first tickets are read before the policy is checked, and their fields decide what is empty.
        builder.customFields(
                policy.fields().values().stream().map(FieldTarget::field).toList());
        settings.get("SALESFORCE_WEBHOOK_SECRET").ifPresent(builder::webhookSecret);
        return builder.build();
    }

    private String keyText(String file) {
        Path path = surroundings.directory().resolve(file);
        try {
            return Files.readString(path, StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new SetupException(
                    FailureKind.API_KEY,
                    "SALESFORCE_PRIVATE_KEY_FILE: " + path + " cannot be read: "
                            + unreadable.getClass().getSimpleName());
        }
    }

    private String required(String name) {
        return settings.get(name).orElseThrow(() -> missing(name));
    }

    private static SetupException missing(String name) {
        return new SetupException(
                FailureKind.API_KEY,
                name + " is not set. Set it in the environment or in a file .env; docs/helpdesk.md"
                        + " lists what each help desk needs");
    }

    private static String address(HelpdeskName name) {
        return name.setting(name == HelpdeskName.SALESFORCE ? "LOGIN_URL" : "BASE_URL");
    }
}
