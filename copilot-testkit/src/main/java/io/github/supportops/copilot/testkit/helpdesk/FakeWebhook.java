package io.github.supportops.copilot.testkit.helpdesk;

import java.util.Map;

/**
 * A webhook call as a help desk sends it.
 *
 * @param headers by name
 * @param query parameters of the address, by name
 * @param body the body as text in UTF-8, of whose bytes a signature was made where the system signs
 */
public record FakeWebhook(Map<String, String> headers, Map<String, String> query, String body) {}
