package io.imbridge.ops;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.TopicNames;
import io.imbridge.console.RecordRebuilder;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.Normalizer;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.publish.EventEncoding;
import io.imbridge.receive.EventRecords;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;

/** Makes events from dead letters with the same code that makes events from callbacks. */
@Singleton
final class EventRebuilder implements RecordRebuilder {
    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));
    private final EventRecords records;
    private final EventEncoding encoding;

    EventRebuilder(TopicNames topics, EventEncoding encoding) {
        this.records = new EventRecords(topics);
        this.encoding = encoding;
    }

    @Override
    public Rebuilt ofEvent(String topic, Original event) {
        return rebuilt(
                event,
                new OutboxRecord(
                        topic,
                        event.key(),
                        event.command(),
                        event.sdkAppId(),
                        event.id(),
                        event.fingerprint(),
                        event.time(),
                        event.receivedTime(),
                        null,
                        event.traceparent(),
                        event.value()));
    }

    @Override
    public List<Rebuilt> ofBody(Original body) {
        // A dead letter does not keep the other parts of the query.
        RawCallback callback = new RawCallback(
                body.sdkAppId(),
                true,
                CallbackQuery.parse("CallbackCommand=" + body.command()),
                body.receivedTime(),
                body.value());
        return normalizer.normalizeAgain(callback, body.id()).stream()
                .flatMap(event -> records.of(event, body.traceparent()).stream())
                .map(record -> rebuilt(body, record))
                .toList();
    }

    private Rebuilt rebuilt(Original original, OutboxRecord record) {
        EventEncoding.Encoded encoded = encoding.encode(new KeptRecord(original.sequence(), record));
        return new Rebuilt(record.topic(), record.key(), encoded.headers(), encoded.value());
    }
}
