package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** A SHA-256 hash over app, command and body. Consumers compare it to see whether two callbacks are equal. */
final class Fingerprint {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] hash;

    private Fingerprint(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Makes a fingerprint.
     *
     * @param body the callback's body; the hash covers it up to {@link JsonReader#endOf}, because a sender's
     *     padding may differ
     */
    static Fingerprint of(String sdkAppId, String command, byte[] body) {
        MessageDigest digest = sha256();
        digest.update(sdkAppId.getBytes(UTF_8));
        digest.update((byte) 0);
        digest.update(command.getBytes(UTF_8));
        digest.update((byte) 0);
        digest.update(body, 0, JsonReader.endOf(body));
        return new Fingerprint(digest.digest());
    }

    /** The hash in lower-case hex. */
    String hex() {
        return HEX.formatHex(hash);
    }

    /** An event id that stays the same when the same body is delivered again. */
    UUID id() {
        return EventIds.ofHash(hash);
    }

    /** An id of this kind for one event of a batch; {@code position} counts from 0. */
    UUID id(int position) {
        MessageDigest digest = sha256();
        digest.update(hash);
        return EventIds.ofHash(digest.digest(Integer.toString(position).getBytes(UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
