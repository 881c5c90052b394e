package io.imbridge.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RefusedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Any query, for the verifier: it proves a caller or refuses, and nothing else. It proves only callers whom a second,
 * simple implementation of the rule proves too.
 */
public final class SignatureFuzz {
    private static final long NOW = 1_669_872_112;
    private static final List<String> TOKENS = List.of("older", "xxxxyyyy");
    private static final CallbackVerifier VERIFIER = new CallbackVerifier(
            new AppTokens(Map.of("1400000000", new Tokens(List.of()), "1400000001", new Tokens(TOKENS)), null),
            new FreshnessWindow(Duration.ofMinutes(1), Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC)),
            CallerAddress.of(true, List.of("10.0.0.0/8")),
            AllowedAddresses.parse(List.of("10.0.0.0/8", "2001:db8::/32")));

    private SignatureFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, UTF_8);
        allows(text);
        allows("10.0.0.1", text);
        VerifiedCaller caller;
        CallbackQuery query;
        try {
            query = CallbackQuery.parse(text);
            caller = VERIFIER.verify(query);
        } catch (RefusedException refused) {
            return;
        }
        boolean unsigned = caller.sdkAppId().equals("1400000000") && !caller.signed();
        boolean signed = caller.sdkAppId().equals("1400000001") && caller.signed() && isSigned(query);
        if (!unsigned && !signed) {
            throw new AssertionError("taken for genuine: " + text);
        }
    }

    /** The address that a trusted proxy reports is read in bounded time, whatever the caller wrote before it. */
    private static void allows(String proxy, String header) {
        try {
            VERIFIER.verifyAddress(proxy, proxy, List.of(header, "192.0.2.1"));
        } catch (RefusedException expected) {
            return;
        }
        throw new AssertionError("taken for an allowed address: " + header);
    }

    private static void allows(String address) {
        try {
            VERIFIER.verifyAddress("192.0.2.1", address, List.of("10.0.0.1"));
        } catch (RefusedException refused) {
            return;
        }
        if (!address.matches("(?s)(::ffff:)?10\\..*|(?i)(::ffff:a..?:.*|\\[?2001:0?db8:.*|.*::ffff:.*10\\..*)")) {
            throw new AssertionError("allowed: " + address);
        }
    }

    private static boolean isSigned(CallbackQuery query) {
        String sign = query.sign();
        String time = query.requestTime();
        if (sign == null || time == null || Math.abs(Long.parseLong(time) - NOW) > 60) {
            return false;
        }
        return TOKENS.stream().anyMatch(token -> hash(token + time).equals(sign.toLowerCase(Locale.ROOT)));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
