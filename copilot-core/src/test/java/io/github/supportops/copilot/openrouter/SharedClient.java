package io.github.supportops.copilot.openrouter;

import java.net.http.HttpClient;

/** One idle client for tests that build many analyzers over a scripted exchange, so that not each starts a thread. */
final class SharedClient {
    static final HttpClient IDLE = HttpClient.newHttpClient();

    private SharedClient() {}
}
