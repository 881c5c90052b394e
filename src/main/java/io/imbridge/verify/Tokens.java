package io.imbridge.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The valid tokens of one app. Several can be valid at the same time, because the vendor promises no overlap when a
 * token is rotated.
 *
 * <p>It never shows a token, neither in a message nor in {@code toString}.
 */
final class Tokens {
    private static final int SHA_256_LENGTH = 32;

    private final byte[][] tokens;

    Tokens(List<String> tokens) {
        this(tokens.stream().map(token -> token.strip().getBytes(UTF_8)).toArray(byte[][]::new));
    }

    private Tokens(byte[][] tokens) {
        if (Stream.of(tokens).anyMatch(token -> token.length == 0)) {
            throw new IllegalArgumentException("a token is blank: with it, anybody could sign");
        }
        this.tokens = tokens;
    }

    /** Makes tokens from bytes, so no string with a token is left in memory. */
    static Tokens ofBytes(Collection<byte[]> tokens) {
        return new Tokens(tokens.toArray(byte[][]::new));
    }

    /** These tokens together with others. */
    Tokens and(Tokens those) {
        return new Tokens(
                Stream.concat(Stream.of(tokens), Stream.of(those.tokens)).toArray(byte[][]::new));
    }

    /** Whether others are the same tokens in the same order. */
    boolean same(Tokens those) {
        return Arrays.deepEquals(tokens, those.tokens);
    }

    boolean areConfigured() {
        return tokens.length > 0;
    }

    /**
     * Whether {@code sign} is the hex of SHA-256(token + requestTime) for one of the tokens. The time that this takes
     * depends neither on which token fits nor on where a difference lies.
     */
    boolean signed(String sign, String requestTime) {
        if (sign.length() != 2 * SHA_256_LENGTH) {
            return false;
        }
        byte[] given;
        try {
            given = HexFormat.of().parseHex(sign);
        } catch (IllegalArgumentException notHex) {
            return false;
        }
        byte[] time = requestTime.getBytes(UTF_8);
        boolean fits = false;
        for (byte[] token : tokens) {
            fits |= MessageDigest.isEqual(given, sha256(token, time));
        }
        return fits;
    }

    private static byte[] sha256(byte[] token, byte[] time) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(token);
            return digest.digest(time);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    @Override
    public String toString() {
        return "Tokens[" + tokens.length + "]";
    }
}
