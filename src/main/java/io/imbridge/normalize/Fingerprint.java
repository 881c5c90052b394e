package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** SHA-256 over app, command and body: what tells a consumer that two callbacks say the same. */
final class Fingerprint {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] hash;

    private Fingerprint(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Makes one.
     *
     * @param body what it covers ends where {@link JsonReader#endOf} says: what a sender pads it with may differ
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

    /** An event id that a second delivery of the same body gets again. */
    UUID id() {
        return EventIds.ofHash(hash);
    }

    /** The same for one event of a batch; {@code position} counts from 0. */
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
