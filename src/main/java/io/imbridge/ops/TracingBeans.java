package io.imbridge.ops;

import io.imbridge.callback.Mistake;
import io.imbridge.callback.StartCheck;
import io.imbridge.publish.RecordTracer;
import io.imbridge.receive.CallbackTracer;
import io.imbridge.verify.VerifySettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Traces if the configuration says where to send the traces. Otherwise no class of OpenTelemetry is loaded. */
@Singleton
final class TracingBeans implements StartCheck {
    private final @Nullable Tracing tracing;
    private final List<Mistake> mistakes;

    TracingBeans(Config config, VerifySettings settings) {
        boolean on = Stream.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint")
                .anyMatch(key -> config.getOptionalValue(key, String.class).isPresent());
        Tracing started = null;
        List<Mistake> wrong = List.of();
        try {
            started = on ? Tracing.start(properties(config), Set.copyOf(settings.apps())) : null;
        } catch (IllegalArgumentException unusable) {
            wrong = List.of(Mistake.of("OpenTelemetry (OTEL_*): " + unusable.getMessage() + "."));
        }
        tracing = started;
        mistakes = wrong;
    }

    @Override
    public List<Mistake> mistakes() {
        return mistakes;
    }

    private static Map<String, String> properties(Config config) {
        Map<String, String> properties = new HashMap<>();
        for (String key : config.getPropertyNames()) {
            if (key.startsWith("otel.")) {
                config.getOptionalValue(key, String.class).ifPresent(value -> properties.put(key, value));
            }
        }
        return properties;
    }

    @Produces
    @Singleton
    Optional<CallbackTracer> callbacks() {
        return Optional.ofNullable(tracing);
    }

    @Produces
    @Singleton
    Optional<RecordTracer> records() {
        return Optional.ofNullable(tracing);
    }

    @PreDestroy
    void stop() {
        if (tracing != null) {
            tracing.close();
        }
    }
}
