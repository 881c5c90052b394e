package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.TopicNames;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.ImEvent;
import io.imbridge.normalize.Normalizer;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.testkit.GoldenCallback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The records of a golden callback as the service makes them, always the same. */
final class ExampleRecords {
    private static final long FIRST_SEQUENCE = 1795265997964091L;

    /**
     * A record in the form in which pages show it.
     *
     * @param head topic, key and headers, one a line
     * @param value the golden event
     */
    record Shown(String head, JsonNode value) {}

    private ExampleRecords() {}

    /** A record of a topic's change, with everything that a record can have. */
    static OutboxRecord record(@Nullable String key, @Nullable String traceparent, byte[] value) {
        return new OutboxRecord(
                "im.group.after-topic-info-changed",
                key,
                "Group.CallbackAfterTopicInfoChanged",
                "1400000000",
                UUID.fromString("947bb50a-114f-86c2-9f11-5afd6e59dae9"),
                "d0ac075bca8b28ae1bf355960890dbbb07fffb14fd254695648ad61bf5d61cf7",
                Instant.parse("2026-11-21T08:30:00.100Z"),
                Instant.parse("2026-11-21T08:30:00.123Z"),
                null,
                traceparent,
                value);
    }

    static List<Shown> of(GoldenCallback golden) {
        // Random ids would differ each time.
        Normalizer normalizer =
                new Normalizer(new EventIds(new Random(golden.name().hashCode())));
        List<ImEvent> events = normalizer.normalize(golden.raw());
        List<Shown> shown = new ArrayList<>();
        for (ImEvent event : events) {
            KeptRecord kept = new KeptRecord(FIRST_SEQUENCE + shown.size(), record(event));
            JsonNode value = golden.records().get(shown.size()).get("value");
            shown.add(new Shown(head(new CloudEventRecords(PublishSettings.CloudEvents.BINARY).of(kept)), value));
        }
        return shown;
    }

    private static String head(ProducerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "none" : new String(record.key(), UTF_8);
        return "topic: " + record.topic() + "\nkey: " + key + "\n"
                + StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> header.key() + ": " + new String(header.value(), UTF_8))
                        .collect(joining("\n"));
    }

    private static OutboxRecord record(ImEvent event) {
        return new OutboxRecord(
                new TopicNames("im", Map.of()).of(event.command().name()),
                event.key(),
                event.command().name(),
                event.sdkAppId(),
                event.id(),
                event.fingerprint(),
                event.time(),
                event.receivedTime(),
                null,
                null,
                event.value());
    }
}
