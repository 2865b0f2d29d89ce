package io.github.supportops.copilot.helpdesk.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/** Checks the address of a help desk: https, or http on loopback; no user name, query or fragment. */
public final class Address {
    private Address() {}

    /**
     * {@return the address without slashes at its end}
     *
     * @param name the setting it came from, for the message
     * @throws IllegalArgumentException if keys sent there could be read on the way, or it is no address
     */
    public static URI of(String name, String text) {
        URI uri = parsed(name, Objects.requireNonNull(text, name).strip());
        String host = uri.getHost();
        if (uri.getScheme() == null
                || host == null
                || uri.getPort() > 65_535
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    name + " must look like https://host, without user name, query or fragment");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(host))) {
            throw new IllegalArgumentException(name
                    + " must use https; http is for loopback addresses only, so that no key crosses a network in the"
                    + " clear");
        }
        return URI.create(uri.toString().replaceAll("/+$", ""));
    }

    private static URI parsed(String name, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(name + " is not an address: " + malformed.getReason());
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
