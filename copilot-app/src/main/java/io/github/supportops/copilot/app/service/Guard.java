package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns away who may not come in. With a token, every request needs it, as a bearer token or as the cookie a person gets
 * for it. Without one the service listens on this machine alone, and must not be reached through a browser that shows
 * somebody else's page: neither from another origin nor under another name of this machine.
 */
final class Guard {
    static final String COOKIE = "copilot_session";

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final byte @Nullable [] token;
    private final byte[] session;

    Guard(@Nullable String token) {
        this.token = token == null ? null : digest(token);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.session = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
    }

    boolean needsToken() {
        return token != null;
    }

    /** @throws ProblemException if the request may not pass */
    void check(Context context) {
        requireSameOrigin(context);
        if (token == null) {
            requireLoopbackName(context);
        } else if (!isKnown(context)) {
            throw new ProblemException(
                            ProblemType.UNAUTHORIZED,
                            "Send the header Authorization: Bearer TOKEN, or sign in at / with a browser")
                    .header("WWW-Authenticate", "Bearer realm=\"copilot\"");
        }
    }

    /** {@return the value of the cookie, if the token is the right one} @throws ProblemException otherwise */
    String signIn(String offered) {
        if (token == null || !MessageDigest.isEqual(digest(offered), token)) {
            throw new ProblemException(ProblemType.UNAUTHORIZED, "This is not the token");
        }
        return new String(session, StandardCharsets.US_ASCII);
    }

    private boolean isKnown(Context context) {
        String header = context.header("Authorization");
        if (header != null) {
            String[] parts = header.split(" +", 2);
            return parts.length == 2
                    && parts[0].equalsIgnoreCase("bearer")
                    && MessageDigest.isEqual(digest(parts[1].strip()), token);
        }
        String cookie = context.cookie(COOKIE);
        return cookie != null && MessageDigest.isEqual(cookie.getBytes(StandardCharsets.UTF_8), session);
    }

    /** A browser says where a request comes from; a program says nothing. */
    void requireSameOrigin(Context context) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean navigation =
                "GET".equals(context.req().getMethod()) && "navigate".equals(context.header("Sec-Fetch-Mode"));
        boolean foreignSite = site != null && !Set.of("same-origin", "none").contains(site) && !navigation;
        boolean foreignOrigin = origin != null && !isOwn(origin, context.header("Host"));
        if (foreignSite || foreignOrigin) {
            throw new ProblemException(ProblemType.FOREIGN_ORIGIN, "Requests from pages of another origin are refused");
        }
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException opaque) {
            return false;
        }
    }

    /** Keeps a foreign name that was made to point to this machine from reading what is here. */
    private static void requireLoopbackName(Context context) {
        String host = context.header("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        if (!LOOPBACK_NAMES.contains(name)) {
            throw new ProblemException(
                    ProblemType.WRONG_HOST,
                    "Without a token the service answers to localhost alone; start it with one");
        }
    }

    /** Comparing digests takes the same time whatever is offered, and whatever its length. */
    private static byte[] digest(String text) {
        return Digests.sha256(text);
    }
}
