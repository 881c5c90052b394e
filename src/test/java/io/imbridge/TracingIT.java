package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.OtlpReceiver;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The packaged service traces a callback, and its outbox keeps the id that connects the parts. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
@ResourceLock("tracing")
class TracingIT {
    private static final String TOPIC = "tracing.group.after-topic-info-changed";
    private static final String CALLERS_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    @TempDir
    Path directory;

    @Test
    void one_trace_goes_from_the_request_over_a_crash_to_kafkas_acknowledgement() {
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            List<Span> callbacks = beforeTheCrash(receiver);
            Map<String, ConsumerRecord<byte[], byte[]>> records = afterTheCrash(receiver);

            Span own = callbacks.get(0);
            Span continued = callbacks.get(1);
            Span refused = callbacks.get(2);
            assertThat(own.getParentSpanId()).isEqualTo(ByteString.EMPTY);
            assertThat(hex(continued.getTraceId())).isEqualTo(CALLERS_TRACE);
            assertThat(hex(continued.getParentSpanId())).isEqualTo(CALLERS_SPAN);
            assertJoined(receiver, own, records.get("own"));
            assertJoined(receiver, continued, records.get("continued"));
            assertThat(attributes(own))
                    .isEqualTo(Map.of("bridge.app", APP, "bridge.command", COMMAND, "bridge.outcome", "ok"));
            assertThat(attributes(refused))
                    .isEqualTo(Map.of(
                            "bridge.app", "unknown", "bridge.command", "none", "bridge.outcome", "method-not-allowed"));
            assertThat(callbacks).extracting(Span::getKind).containsOnly(Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(receiver.resources()).allMatch(of -> of.contains("im-kafka-bridge"));
        }
    }

    /** Returns the callbacks' spans. */
    private List<Span> beforeTheCrash(OtlpReceiver receiver) {
        try (ServiceProcess service = service(receiver, "127.0.0.1:1").start()) {
            String callers = "00-" + CALLERS_TRACE + "-" + CALLERS_SPAN + "-01";
            assertThat(post(service.port(), query(COMMAND), "{\"GroupId\":\"own\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(post(service.port(), query(COMMAND), "{\"GroupId\":\"continued\"}", "traceparent", callers)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Http.get(service.port(), "/").statusCode()).isEqualTo(405);
            List<Span> spans = receiver.await(3, "callback");
            service.kill();
            return spans;
        }
    }

    /** Returns the records by key. */
    private Map<String, ConsumerRecord<byte[], byte[]>> afterTheCrash(OtlpReceiver receiver) {
        try (ServiceProcess service =
                service(receiver, Kafka.bootstrapServers()).start()) {
            assertThat(service.isRunning()).isTrue();
            Map<String, ConsumerRecord<byte[], byte[]>> records = KafkaTopics.shared().first(2, TOPIC).stream()
                    .collect(Collectors.toMap(record -> new String(record.key(), UTF_8), record -> record));
            receiver.await(2, "publish " + TOPIC);
            return records;
        }
    }

    private static void assertJoined(OtlpReceiver receiver, Span callback, ConsumerRecord<byte[], byte[]> record) {
        Span waited = child(receiver, "outbox", callback);
        Span published = child(receiver, "publish " + TOPIC, callback);

        assertThat(new String(record.headers().lastHeader("traceparent").value(), UTF_8))
                .isEqualTo("00-" + hex(callback.getTraceId()) + "-" + hex(callback.getSpanId()) + "-01");
        assertThat(waited.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
        assertThat(TimeUnit.NANOSECONDS.toMillis(waited.getStartTimeUnixNano())).isEqualTo(record.timestamp());
        assertThat(published.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
        assertThat(published.getTraceId()).isEqualTo(callback.getTraceId());
        assertThat(published.getEndTimeUnixNano()).isGreaterThan(callback.getEndTimeUnixNano());
        assertThat(attributes(published)).containsEntry("messaging.destination.name", TOPIC);
    }

    private static Span child(OtlpReceiver receiver, String name, Span parent) {
        return receiver.await(2, name).stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey(),
                        attribute -> attribute.getValue().getStringValue()));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private ServiceProcess service(OtlpReceiver receiver, String kafka) {
        return new ServiceProcess(
                "tracing",
                Map.of(
                        "BRIDGE_VERIFY_APP_IDS",
                        APP,
                        "BRIDGE_PUBLISH_TOPIC_PREFIX",
                        "tracing",
                        "BRIDGE_OUTBOX_DIRECTORY",
                        directory.resolve("outbox").toString(),
                        "KAFKA_BOOTSTRAP_SERVERS",
                        kafka,
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        receiver.endpoint(),
                        "OTEL_BSP_SCHEDULE_DELAY",
                        "100"));
    }
}
