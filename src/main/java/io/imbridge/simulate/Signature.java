package io.imbridge.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The app of a callback, and the proof that the callback belongs to it: the vendor's document "Third-Party Callback
 * Overview: Security Considerations".
 */
final class Signature {
    private final String app;
    private final @Nullable String token;
    private final Clock clock;

    /**
     * Signs for an app.
     *
     * @param token the app's token; null for no signature
     */
    Signature(String app, @Nullable String token, Clock clock) {
        this.app = app;
        this.token = token;
        this.clock = clock;
    }

    /** The query of a sample, changed to the app and signed with the current time. */
    String sign(String query) {
        String ofApp = query.replace("=" + Sample.APP + "&", "=" + app + "&");
        if (token == null) {
            return ofApp;
        }
        String time = Long.toString(clock.instant().getEpochSecond());
        return ofApp + "&Sign=" + hash(token + time) + "&RequestTime=" + time;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
