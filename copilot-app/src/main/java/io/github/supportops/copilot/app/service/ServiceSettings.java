package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link CopilotServiceBuilder} collected; see there for meanings and defaults. */
record ServiceSettings(
        String host,
        int port,
        @Nullable String token,
        Path dataDirectory,
        @Nullable Path savedResults,
        int maxConcurrentAnalyses,
        int batchConcurrency,
        Duration requestDeadline,
        Duration bodyTimeout,
        Duration stopTimeout,
        Duration jobRetention,
        @Nullable Duration reviewRetention,
        @Nullable Duration feedbackRetention,
        long maxTicketBytes,
        long maxUploadBytes,
        long maxWaitedUploadBytes,
        Map<String, HelpdeskSync> webhooks) {

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "ServiceSettings[" + host + ":" + port + "]";
    }
}
