package io.github.supportops.copilot.testkit.helpdesk;

/**
 * A call that came to a fake help desk.
 *
 * @param method the HTTP method
 * @param path path and query
 * @param body the body, empty for none
 * @param status what it was answered with; 0 when the connection was cut instead
 */
public record FakeCall(String method, String path, String body, int status) {}
