package io.github.supportops.copilot.app.service;

import java.util.Set;

/** Tells addresses that only this machine can reach; by name alone, because a lookup could say anything later. */
final class Loopback {
    private static final Set<String> NAMES = Set.of("localhost", "::1", "[::1]");

    private Loopback() {}

    static boolean isLoopback(String host) {
        return NAMES.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
    }
}
