package io.imbridge.verify;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Wires this package. */
final class VerifyBeans {
    @Produces
    @Singleton
    CallbackVerifier verifier(VerifySettings settings, Clock clock) {
        return CallbackVerifier.of(settings, clock);
    }
}
