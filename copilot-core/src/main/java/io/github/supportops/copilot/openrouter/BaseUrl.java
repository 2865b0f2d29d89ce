package io.github.supportops.copilot.openrouter;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where the calls go, checked when it is set: https, or http on loopback only; no user-info, query or fragment. Private and
 * link-local addresses only when the user allows them, so that a base URL from a settings page cannot reach inside a
 * network. Names are checked as written: what they resolve to is the resolver's word at call time.
 */
final class BaseUrl {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern NUMERIC = Pattern.compile("(0x[0-9a-f]+|[0-9]+)(\\.(0x[0-9a-f]+|[0-9]+)){0,3}\\.?");

    private final URI uri;

    private BaseUrl(URI uri) {
        this.uri = uri;
    }

    static BaseUrl of(String text, boolean allowPrivateAddresses) {
        URI uri = parsed(Objects.requireNonNull(text, "baseUrl").strip());
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must look like https://host/path, without user name, query or fragment");
        }
        String name = name(host);
        boolean loopback = isLoopback(name);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https")
                && !(scheme.equals("http") && (loopback || (allowPrivateAddresses && isPrivate(name))))) {
            throw new IllegalArgumentException(
                    "baseUrl must use https; http is only for loopback addresses,"
                            + " and for private ones with allowPrivateAddresses(true), so that no key crosses the internet in the clear");
        }
        if (!loopback && !allowPrivateAddresses && isPrivate(name)) {
            throw new IllegalArgumentException(
                    "baseUrl names a private, link-local or oddly written address; call allowPrivateAddresses(true) if it is meant");
        }
        return new BaseUrl(uri);
    }

    URI chatCompletions() {
        String base = uri.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "chat/completions");
    }

    boolean isLoopback() {
        return isLoopback(name(uri.getHost()));
    }

    /** {@return whether OpenRouter's own request fields are understood there} */
    boolean isOpenRouter() {
        String host = name(uri.getHost());
        return host.equals("openrouter.ai") || host.endsWith(".openrouter.ai");
    }

    /** The host in lower case and without the dot that may stand at the end of any name. */
    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("baseUrl is not a URL: " + malformed.getReason());
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || (IPV4.matcher(host).matches() && host.startsWith("127."));
    }

    private static boolean isPrivate(String host) {
        if (host.startsWith("[")) {
            return isPrivateIpv6(host.substring(1));
        }
        if (!IPV4.matcher(host).matches()) {
            return NUMERIC.matcher(host).matches()
                    || host.indexOf('.') < 0
                    || host.endsWith(".localhost")
                    || host.endsWith(".local")
                    || host.endsWith(".internal");
        }
        String[] parts = host.split("\\.", -1);
        for (String part : parts) {
            if (Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) {
                return true;
            }
        }
        int first = Integer.parseInt(parts[0]);
        int second = Integer.parseInt(parts[1]);
        return first == 0
                || first == 10
                || first == 127
                || (first == 100 && second >= 64 && second <= 127)
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second <= 31)
                || (first == 192 && second == 168)
                || first >= 224;
    }

    private static boolean isPrivateIpv6(String address) {
        return address.startsWith("::")
                || address.startsWith("fc")
                || address.startsWith("fd")
                || address.startsWith("fe8")
                || address.startsWith("fe9")
                || address.startsWith("fea")
                || address.startsWith("feb")
                || address.startsWith("ff")
                || address.startsWith("64:ff9b")
                || address.startsWith("2002:")
                || address.startsWith("2001:0:")
                || address.startsWith("2001::")
                || address.startsWith("0:0:0:0:0:");
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
