package io.imbridge.receive;

import io.imbridge.callback.RateLimit;
import io.imbridge.callback.TopicNames;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.Normalizer;
import io.imbridge.outbox.Outbox;
import io.imbridge.verify.CallbackVerifier;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.ServerLimitsConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Wires this package, and adds the resource to the HTTP server. */
@Singleton
class ReceiveBeans {
    /** Before all routes of Quarkus itself, except dev mode's live reload. */
    private static final int FIRST = -1_000_000;

    /** The limit for one second. Anybody could fill the dead-letter topic. */
    private static final int UNPROVEN_DEAD_LETTERS = 100;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    @Produces
    @Singleton
    CallbackResource resource(
            ReceiveSettings settings,
            CallbackVerifier verifier,
            TopicNames topics,
            Outbox outbox,
            CallbackObserver observer,
            Optional<CallbackTracer> tracer,
            Provider<Readiness> readiness,
            Clock clock) {
        Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));
        return new CallbackResource(
                settings,
                verifier,
                new Intake(
                        normalizer,
                        topics,
                        outbox,
                        new LargeBodies(oneAtATime()),
                        new RateLimit(UNPROVEN_DEAD_LETTERS, Duration.ofSeconds(1)),
                        observer::deadLetterWithheld),
                new CallbackResource.Observers(observer, tracer.orElse(null)),
                settings.healthPath()
                        .map(path -> new HealthPath(path, () -> readiness.get().isReady()))
                        .orElse(null),
                clock);
    }

    @Produces
    @Singleton
    Connections connections(
            ReceiveSettings settings, CallbackObserver observer, VertxHttpConfig server, ManagementConfig management) {
        ForwardedHeaders forwarding = ForwardedHeaders.of(server.proxy());
        return new Connections(
                limits(server.limits()),
                new ConnectionRules(settings.readTimeout(), forwarding, observer),
                new ConnectionRules(settings.readTimeout(), forwarding, null),
                management.port());
    }

    private static HttpServerOptions limits(ServerLimitsConfig limits) {
        return new HttpServerOptions()
                .setMaxInitialLineLength(limits.maxInitialLineLength())
                .setMaxHeaderSize(limits.maxHeaderSize().asBigInteger().intValueExact())
                .setMaxChunkSize(limits.maxChunkSize().asBigInteger().intValueExact());
    }

    /** A thread that ends when there is no work. */
    private static Executor oneAtATime() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> new Thread(work, "large-bodies"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Runs before anything else stops. In dev mode the server stays for the next version of the code. */
    void close(@Observes ShutdownDelayInitiatedEvent stop, CallbackResource resource) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            resource.close(STOP_PATIENCE);
        }
    }

    void route(@Observes Router router, CallbackResource resource) {
        router.route()
                .order(FIRST)
                .handler(routing -> resource.receive(routing.vertx(), routing.request()))
                .failureHandler(routing -> resource.refuse(routing.vertx(), routing.request(), routing.statusCode()));
    }
}
