package io.github.supportops.copilot.helpdesk.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.supportops.copilot.helpdesk.internal.HelpdeskJson;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;

/** Signed statements by which a certificate's owner asks for a token. Salesforce refuses them three minutes ahead. */
final class JwtAssertion {
    private static final Duration VALID = Duration.ofMinutes(2);
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final String clientId;
    private final String username;
    private final String audience;
    private final PrivateKey key;
    private final Time time;

    JwtAssertion(String clientId, String username, String audience, PrivateKey key, Time time) {
        this.clientId = clientId;
        this.username = username;
        this.audience = audience;
        this.key = key;
        this.time = time;
    }

    /** {@return a key from PEM} @throws IllegalArgumentException if it is not an unencrypted RSA key in PKCS#8 */
    static PrivateKey key(String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw notPkcs8();
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw notPkcs8();
        }
    }

    private static IllegalArgumentException notPkcs8() {
        return new IllegalArgumentException("The private key must be an unencrypted RSA key in PKCS#8 PEM, which starts"
                + " with -----BEGIN PRIVATE KEY----- (it is not shown); convert another form by: openssl pkcs8 -topk8"
                + " -nocrypt -in old.pem -out new.pem");
    }

    /** {@return a statement that is good from now on} */
    String sign() {
        ObjectNode claims = HelpdeskJson.object()
                .put("iss", clientId)
                .put("sub", username)
                .put("aud", audience)
                .put("exp", time.now().plus(VALID).getEpochSecond());
        String signed = part("{\"alg\":\"RS256\"}") + "." + part(HelpdeskJson.write(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("The private key cannot sign", unusable);
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
