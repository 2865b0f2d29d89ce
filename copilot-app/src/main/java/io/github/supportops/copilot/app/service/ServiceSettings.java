package io.github.supportops.copilot.app.service;

import java.nio.file.Path;
import java.time.Duration;
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
        long maxWaitedUploadBytes) {

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "ServiceSettings[" + host + ":" + port + "]";
    }
}
