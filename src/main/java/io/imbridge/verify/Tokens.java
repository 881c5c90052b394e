package io.imbridge.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tokens valid for one app. Several are valid at a time, as the vendor promises no overlap when one is rotated.
 *
 * <p>Never shows one: not in a message, not in {@code toString}.
 */
final class Tokens {
    private static final int SHA_256_LENGTH = 32;

    private final List<byte[]> tokens;

    Tokens(List<String> tokens) {
        if (tokens.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a token is blank: with it, anybody could sign");
        }
        this.tokens =
                tokens.stream().map(token -> token.strip().getBytes(UTF_8)).toList();
    }

    static Map<String, Tokens> byApp(VerifySettings settings) {
        return settings.apps().stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), app -> new Tokens(settings.tokens().getOrDefault(app, List.of()))));
    }

    boolean areConfigured() {
        return !tokens.isEmpty();
    }

    /**
     * Whether {@code sign} is the hex of SHA-256(token + requestTime) for one of the tokens. Takes the same time
     * whichever token fits, and wherever the difference lies.
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
        return "Tokens[" + tokens.size() + "]";
    }
}
