package io.imbridge.verify;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a callback is genuine, from its query and its caller's address alone, before its body is read.
 *
 * <p>Every document of the vendor asks for the check of {@code SdkAppid}; the signature is described in "Third-Party
 * Callback Overview: Security Considerations". The signature does not cover the body.
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

    /** Whether it does not matter where a call comes from. */
    public boolean allowsAnyAddress() {
        return addresses.areAll();
    }

    /**
     * Checks where the call comes from. What is no IP address in text form is allowed only where all are.
     *
     * @param peer who is connected
     * @param seen whom the server takes for the caller: the peer, or whom a trusted proxy names
     * @param forwardedFor the values of the header {@code X-Forwarded-For}
     * @throws RefusedException {@link Refusal#ADDRESS_NOT_ALLOWED}
     */
    public void verifyAddress(@Nullable String peer, @Nullable String seen, List<String> forwardedFor) {
        if (!addresses.contain(address(peer, seen, forwardedFor))) {
            throw new RefusedException(Refusal.ADDRESS_NOT_ALLOWED);
        }
    }

    /**
     * Where the call comes from, as far as proxies are believed.
     *
     * @param peer as of {@link #verifyAddress}
     * @param seen as of {@link #verifyAddress}
     * @param forwardedFor as of {@link #verifyAddress}
     */
    public @Nullable String address(@Nullable String peer, @Nullable String seen, List<String> forwardedFor) {
        return caller.of(peer, seen, forwardedFor);
    }

    /**
     * Checks the app and, for apps that have tokens, signature and freshness.
     *
     * @return which app called, and whether it proved a token
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

    /** How many of our apps have to sign, now. */
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
