package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives tokens out by the client credentials and the JWT bearer flow, and knows them again. The server's lock guards it. */
final class SalesforceTokens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> tokens = new HashSet<>();
    private final String appUser;
    private @Nullable PublicKey certificate;
    private @Nullable URI instance;
    private int given;

    SalesforceTokens(String appUser) {
        this.appUser = appUser;
    }

    boolean allows(FakeRequest request) {
        return tokens.contains(request.header("Authorization").orElse("").replaceFirst("^Bearer ", ""));
    }

    void expire() {
        tokens.clear();
    }

    void trust(PublicKey key) {
        certificate = key;
    }

    void instanceUrl(URI url) {
        instance = url;
    }

    /** Answers a request for a token; the fake listens at {@code base}. */
    FakeReply grant(FakeRequest request, URI base) {
        if (!request.method().equals("POST")
                || !request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return oauthError("invalid_request");
        }
        Map<String, String> form = new TreeMap<>();
        for (String pair : request.body().split("&", -1)) {
            String[] halves = pair.split("=", 2);
            form.put(decoded(halves[0]), halves.length < 2 ? "" : decoded(halves[1]));
        }
        String grant = form.getOrDefault("grant_type", "");
        String problem = switch (grant) {
            case "client_credentials" -> clientProblem(form);
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> assertionProblem(form);
            default -> "unsupported_grant_type";
        };
        if (!problem.isEmpty()) {
            return oauthError(problem);
        }
        String token = "00D!fake-token-" + ++given;
        tokens.add(token);
        URI where = instance;
        return FakeReply.json(
                200,
                SalesforceJson.node()
                        .put("access_token", token)
                        .put("signature", "c2ln")
                        .put("scope", "api")
                        .put("instance_url", (where == null ? base : where).toString())
                        .put("id", base + "/id/" + FakeSalesforce.ORGANIZATION_ID + "/" + appUser)
                        .put("token_type", "Bearer")
                        .put("issued_at", Long.toString(System.currentTimeMillis())));
    }

    private static String clientProblem(Map<String, String> form) {
        if (!form.keySet().equals(Set.of("grant_type", "client_id", "client_secret"))) {
            return "invalid_request";
        }
        if (!FakeSalesforce.CLIENT_ID.equals(form.get("client_id"))) {
            return "invalid_client_id";
        }
        return FakeSalesforce.CLIENT_SECRET.equals(form.get("client_secret")) ? "" : "invalid_client";
    }

    private String assertionProblem(Map<String, String> form) {
        if (!form.keySet().equals(Set.of("grant_type", "assertion"))) {
            return "invalid_request";
        }
        try {
            String[] parts = form.getOrDefault("assertion", "").split("\\.", -1);
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(Objects.requireNonNull(certificate, "no certificate"));
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            long left = claims.path("exp").asLong() - Instant.now().getEpochSecond();
            boolean good = check.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && header.path("alg").asText().equals("RS256")
                    && claims.path("iss").asText().equals(FakeSalesforce.CLIENT_ID)
                    && claims.path("sub").asText().equals(FakeSalesforce.USERNAME)
                    && claims.path("aud").asText().matches("https://(login|test)\\.salesforce\\.com")
                    && left > 0
                    && left <= 180;
            return good ? "" : "invalid_grant";
        } catch (GeneralSecurityException | IOException | RuntimeException unreadable) {
            return "invalid_grant";
        }
    }

    private static FakeReply oauthError(String error) {
        return FakeReply.json(
                400, SalesforceJson.node().put("error", error).put("error_description", "authentication failure"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
