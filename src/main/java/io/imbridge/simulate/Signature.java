package io.imbridge.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The app that a callback is of, and the proof that it is: the vendor's document "Third-Party Callback Overview:
 * Security Considerations".
 */
final class Signature {
    private final String app;
    private final @Nullable String token;
    private final Clock clock;

    /**
     * Of an app.
     *
     * @param token null for none: then nothing is signed
     */
    Signature(String app, @Nullable String token, Clock clock) {
        this.app = app;
        this.token = token;
        this.clock = clock;
    }

    /** A sample's query as one of the app, signed now. */
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
