package io.imbridge.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tries tokens as callers use them: by signing. */
final class SignedWith {
    private static final String TIME = "1669872112";

    private SignedWith() {}

    /** The candidates with which a caller can sign. */
    static List<String> accepted(Tokens tokens, String... candidates) {
        return List.of(candidates).stream()
                .filter(token -> tokens.signed(sign(token), TIME))
                .toList();
    }

    private static String sign(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((token + TIME).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
