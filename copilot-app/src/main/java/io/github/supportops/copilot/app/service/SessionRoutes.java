package io.github.supportops.copilot.app.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * How a person comes in with a browser, which cannot send the token by itself: a form takes the token once and a cookie
 * that scripts cannot read stands for it until the service ends.
 */
final class SessionRoutes implements RouteGroup {
    static final String SIGN_IN = "/session";

    private static final int MOST_FORM_BYTES = 4_096;

    private final Guard guard;
    private final RequestBody body;

    SessionRoutes(Guard guard, RequestBody body) {
        this.guard = guard;
        this.body = body;
    }

    /** Answers a browser that lacks the token with the form; still a refusal, and it shows nothing. */
    static void askForToken(Context context) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String nonce = HexFormat.of().formatHex(random);
        String page = new String(WebFiles.read("sign-in.html"), StandardCharsets.UTF_8).replace("NONCE", nonce);
        context.header(
                        "Content-Security-Policy",
                        SecurityHeaders.POLICY.replace("style-src 'self'", "style-src 'nonce-" + nonce + "'"))
                .status(401)
                .contentType("text/html; charset=utf-8")
                .result(page.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(SIGN_IN, this::signIn);
    }

    private void signIn(Context context) {
        context.future(() -> body.text(context, MOST_FORM_BYTES).thenAccept(form -> signIn(context, form)));
    }

    private void signIn(Context context, String form) {
        String offered = form.startsWith("token=") ? decoded(form.substring("token=".length())) : "";
        Cookie cookie = new Cookie(Guard.COOKIE, guard.signIn(offered));
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        context.cookie(cookie).status(303).header("Location", "/");
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }
}
