package io.imbridge.ops;

import io.imbridge.publish.RecordTracer;
import io.imbridge.receive.CallbackTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces callbacks with OpenTelemetry: from the request through the outbox to Kafka's acknowledgement. The
 * {@code traceparent} that is kept with the records connects the three.
 */
final class Tracing implements CallbackTracer, RecordTracer, AutoCloseable {
    private static final String NAME = "im-kafka-bridge";
    private static final String TRACEPARENT = "traceparent";
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final AttributeKey<String> APP = AttributeKey.stringKey("bridge.app");
    private static final AttributeKey<String> COMMAND = AttributeKey.stringKey("bridge.command");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("bridge.outcome");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final Set<String> apps;

    private Tracing(OpenTelemetrySdk sdk, Set<String> apps) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer(NAME);
        this.apps = apps;
    }

    /**
     * Starts tracing.
     *
     * @param properties OpenTelemetry's own properties, {@code otel.*}
     * @param apps the configured apps
     * @throws IllegalArgumentException when OpenTelemetry does not accept them; the message says why
     */
    static Tracing start(Map<String, String> properties, Set<String> apps) {
        Map<String, String> all = new HashMap<>(Map.of(
                "otel.service.name", NAME,
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none"));
        all.putAll(properties);
        try {
            OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> all)
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
            return new Tracing(sdk, apps);
        } catch (ConfigurationException mistake) {
            Throwable cause = mistake.getCause();
            String more = cause == null ? "" : " (" + cause.getMessage() + ")";
            throw new IllegalArgumentException(withoutSecrets(mistake.getMessage() + more, properties), mistake);
        }
    }

    /** Headers contain credentials, and a URL may contain them: OpenTelemetry repeats both in its messages. */
    private static String withoutSecrets(String message, Map<String, String> properties) {
        String clean = message;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().endsWith(".headers") || property.getValue().contains("@")) {
                clean = clean.replace(property.getValue(), "…");
            }
        }
        return clean;
    }

    @Override
    public CallbackTracer.Trace begin(@Nullable String traceparent) {
        Span span = tracer.spanBuilder("callback")
                .setSpanKind(SpanKind.SERVER)
                .setParent(context(traceparent))
                .startSpan();
        return new Callback(span);
    }

    @Override
    public RecordTracer.Trace begin(String topic, String traceparent, Instant received) {
        Context callback = context(traceparent);
        tracer.spanBuilder("outbox")
                .setParent(callback)
                .setStartTimestamp(received)
                .setAttribute(TOPIC, topic)
                .startSpan()
                .end();
        Span span = tracer.spanBuilder("publish " + topic)
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(callback)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(TOPIC, topic)
                .startSpan();
        return failure -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(ERROR, failure.getClass().getName());
            }
            span.end();
        };
    }

    /** A request that is being traced. */
    private final class Callback implements CallbackTracer.Trace {
        private final Span span;

        Callback(Span span) {
            this.span = span;
        }

        @Override
        public @Nullable String traceparent() {
            StringBuilder text = new StringBuilder();
            W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), text, (carrier, name, value) -> {
                if (carrier != null && name.equals(TRACEPARENT)) {
                    carrier.append(value);
                }
            });
            return text.isEmpty() ? null : text.toString();
        }

        @Override
        public void ended(@Nullable String app, String command, String outcome) {
            span.setAttribute(APP, app != null && apps.contains(app) ? app : "unknown");
            span.setAttribute(COMMAND, command);
            span.setAttribute(OUTCOME, outcome);
            span.end();
        }
    }

    private static Context context(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, Text.GETTER);
    }

    /** Reads a header's text as the only value. */
    private enum Text implements TextMapGetter<String> {
        GETTER;

        @Override
        public Iterable<String> keys(String header) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String header, String name) {
            return name.equals(TRACEPARENT) ? header : null;
        }
    }

    /** Sends the remaining spans if that takes no longer than two seconds. */
    @Override
    public void close() {
        sdk.getSdkTracerProvider().shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
}
