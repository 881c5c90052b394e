package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a UserSig as the vendor documents it, without the vendor's library. It returns the ErrorCode, which is 0 for a
 * valid one.
 */
final class UserSigCheck {
    static final int EXPIRED = 70001;
    static final int UNREADABLE = 70003;
    static final int OTHER_KEY = 70009;
    static final int OTHER_USER = 70013;
    static final int OTHER_APP = 70014;

    private UserSigCheck() {}

    static int check(String signature, String app, String identifier, String key) {
        JsonNode ticket;
        try {
            String base64 = signature.replace('*', '+').replace('-', '/').replace('_', '=');
            byte[] zipped = Base64.getDecoder().decode(base64);
            try (InflaterInputStream json = new InflaterInputStream(new ByteArrayInputStream(zipped))) {
                ticket = GoldenCallback.JSON.readTree(json.readAllBytes());
            }
        } catch (IOException | IllegalArgumentException broken) {
            return UNREADABLE;
        }
        if (!ticket.path("TLS.sdkappid").asText().equals(app)) {
            return OTHER_APP;
        }
        if (!ticket.path("TLS.identifier").asText().equals(identifier)) {
            return OTHER_USER;
        }
        long time = ticket.path("TLS.time").asLong();
        long expire = ticket.path("TLS.expire").asLong();
        byte[] expected = hmac(
                "TLS.identifier:" + identifier + "\nTLS.sdkappid:" + app + "\nTLS.time:" + time + "\nTLS.expire:"
                        + expire + "\n",
                key);
        byte[] given = Base64.getDecoder().decode(ticket.path("TLS.sig").asText());
        if (!MessageDigest.isEqual(expected, given)) {
            return OTHER_KEY;
        }
        return Instant.now().getEpochSecond() > time + expire ? EXPIRED : 0;
    }

    private static byte[] hmac(String text, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
