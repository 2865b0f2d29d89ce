package io.github.supportops.copilot.app;

import java.util.Locale;

/** The help desks the program knows. */
enum HelpdeskName {
    ZENDESK,
    FRESHDESK,
    SALESFORCE;

    /** {@return the name used in addresses, files and options} */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the name of a setting of this help desk, for example {@code ZENDESK_BASE_URL}} */
    String setting(String end) {
        return name() + "_" + end;
    }
}
