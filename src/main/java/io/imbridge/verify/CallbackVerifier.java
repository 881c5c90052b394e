package io.imbridge.verify;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a callback is genuine, from its query and its caller's address alone, before its body is read.
 *
 * <p>Every document of the vendor asks for the check of {@code SdkAppid}. The document "Third-Party Callback Overview:
 * Security Considerations" describes the signature. The signature does not cover the body.
 */
public final class CallbackVerifier {
    private final AppTokens apps;
    private final FreshnessWindow window;
    private final CallerAddress caller;
    private final AllowedAddresses addresses;

    CallbackVerifier(AppTokens apps, FreshnessWindow window, CallerAddress caller, AllowedAddresses addresses) {
        this.apps = apps;
        this.window = window;
        this.caller = caller;
        this.addresses = addresses;
    }

    /** Whether callbacks may come from any address. */
    public boolean allowsAnyAddress() {
        return addresses.areAll();
    }

    /**
     * Checks the address of the caller. A caller whose address is not an IP address in text form is refused, unless all
     * addresses are allowed.
     *
     * @param peer the address at the other end of the connection
     * @param seen the address that the server takes for the caller: the peer, or the address that a trusted proxy
     *     names
     * @param forwardedFor the values of the header {@code X-Forwarded-For}
     * @throws RefusedException {@link Refusal#ADDRESS_NOT_ALLOWED}
     */
    public void verifyAddress(@Nullable String peer, @Nullable String seen, List<String> forwardedFor) {
        if (!addresses.contain(address(peer, seen, forwardedFor))) {
            throw new RefusedException(Refusal.ADDRESS_NOT_ALLOWED);
        }
    }

    /**
     * The address of the caller, as far as proxies are trusted.
     *
     * @param peer as in {@link #verifyAddress}
     * @param seen as in {@link #verifyAddress}
     * @param forwardedFor as in {@link #verifyAddress}
     */
    public @Nullable String address(@Nullable String peer, @Nullable String seen, List<String> forwardedFor) {
        return caller.of(peer, seen, forwardedFor);
    }

    /**
     * Checks the app and, for apps that have tokens, the signature and its freshness.
     *
     * @return which app called, and whether the caller proved that it knows a token
     * @throws RefusedException one of the refusals of {@code SdkAppid} and {@code Sign}
     */
    public VerifiedCaller verify(CallbackQuery query) {
        String sdkAppId = query.sdkAppId();
        if (sdkAppId == null || sdkAppId.isEmpty()) {
            throw new RefusedException(Refusal.APP_MISSING);
        }
        Tokens tokens = apps.of(sdkAppId);
        if (tokens == null) {
            throw new RefusedException(Refusal.APP_UNKNOWN);
        }
        if (!tokens.areConfigured()) {
            return new VerifiedCaller(sdkAppId, false);
        }
        verifySignature(query, tokens);
        return new VerifiedCaller(sdkAppId, true);
    }

    private void verifySignature(CallbackQuery query, Tokens tokens) {
        String sign = query.sign();
        String requestTime = query.requestTime();
        if (sign == null || requestTime == null) {
            throw new RefusedException(Refusal.SIGN_MISSING);
        }
        if (!window.contains(requestTime)) {
            throw new RefusedException(Refusal.SIGN_STALE);
        }
        if (!tokens.signed(sign, requestTime)) {
            throw new RefusedException(Refusal.SIGN_WRONG);
        }
    }

    /** How many of our apps must sign now. */
    public long signedApps() {
        return apps.signedApps();
    }

    static CallbackVerifier of(VerifySettings settings, AppTokens tokens, CallerAddress caller, Clock clock) {
        return new CallbackVerifier(
                tokens,
                new FreshnessWindow(settings.window(), clock),
                caller,
                AllowedAddresses.parse(settings.allowedAddresses().orElse(List.of())));
    }
}
