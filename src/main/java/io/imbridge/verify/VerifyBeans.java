package io.imbridge.verify;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.ProxyConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Wires this package, and reads the token files again and again while the service runs. */
@Singleton
class VerifyBeans {
    private static final Logger LOG = Logger.getLogger(VerifyBeans.class);

    /** A changed file must count within 30 s. A change is read twice before it counts. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private @Nullable ScheduledExecutorService watch;

    @Produces
    @Singleton
    AppTokens tokens(
            VerifySettings settings,
            @ConfigProperty(name = "bridge.receive.enabled", defaultValue = "true") boolean receives) {
        return receives ? AppTokens.of(settings) : AppTokens.none();
    }

    @Produces
    @Singleton
    CallbackVerifier verifier(VerifySettings settings, AppTokens tokens, VertxHttpConfig server, Clock clock) {
        return CallbackVerifier.of(settings, tokens, caller(server.proxy()), clock);
    }

    private static CallerAddress caller(ProxyConfig proxy) {
        Optional<List<String>> trusted =
                ConfigProvider.getConfig().getOptionalValues("quarkus.http.proxy.trusted-proxies", String.class);
        return CallerAddress.of(proxy.proxyAddressForwarding() && !proxy.allowForwarded(), trusted.orElse(List.of()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The task never ends, and no run of it throws an exception.
    void start(@Observes StartupEvent event, AppTokens tokens) {
        if (tokens.canChange()) {
            watch = Executors.newSingleThreadScheduledExecutor(VerifyBeans::thread);
            watch.scheduleWithFixedDelay(() -> look(tokens), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (watch != null) {
            watch.shutdownNow();
        }
    }

    private static void look(AppTokens tokens) {
        try {
            tokens.look();
        } catch (RuntimeException defect) {
            // An exception that leaves this method would end the schedule.
            LOG.error("Token files could not be looked at", defect);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "token-files");
        thread.setDaemon(true);
        return thread;
    }
}
