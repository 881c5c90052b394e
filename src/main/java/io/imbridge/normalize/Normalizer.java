package io.imbridge.normalize;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a raw callback into events.
 *
 * <p>It is lossless: everything in the body is in the event. A field without a name of its own goes under
 * {@code extra}, unchanged. It is lenient: a field of an unexpected type, an unknown field and an unknown command are
 * normal. Safe for many threads.
 */
public final class Normalizer {
    private static final JsonMembers NOTHING = new JsonMembers();

    private final Supplier<UUID> arrivals;

    public Normalizer(EventIds ids) {
        this.arrivals = ids::nextArrival;
    }

    /**
     * Makes the events of one callback: one event, or for a batch one event for each of its elements, in their order.
     *
     * @param callback a callback of any size that fits into memory; its body may contain comments, as the vendor's
     *     samples do, and NULs at its end
     * @throws RefusedException one of the refusals of the body and the command
     */
    public List<ImEvent> normalize(RawCallback callback) {
        return normalize(callback, arrivals);
    }

    /**
     * Works like {@link #normalize}, for a callback that arrived earlier and was kept by {@link #asItCame}. Repeated
     * calls make the same events.
     *
     * @param arrival the id that the callback got when it arrived
     */
    public List<ImEvent> normalizeAgain(RawCallback callback, UUID arrival) {
        return normalize(callback, () -> arrival);
    }

    private static List<ImEvent> normalize(RawCallback callback, Supplier<UUID> arrivals) {
        JsonMembers body = JsonReader.readBody(callback.body(), JsonReader.endOf(callback.body()));
        CallbackCommand command = CommandCatalog.find(QueryCommand.of(callback.query()));
        QueryCommand.dropIfEqual(command.name(), body);
        Fingerprint fingerprint = Fingerprint.of(callback.sdkAppId(), command.name(), callback.body());
        if (command.shape() == Shape.BATCH) {
            List<JsonMembers> elements = Batch.takeEvents(body);
            return elements.isEmpty()
                    ? List.of(withoutEvents(callback, command, arrivals.get(), fingerprint, body))
                    : batch(callback, command, fingerprint, elements, body);
        }
        String key = NaturalKey.of(command.key(), body);
        String group = NaturalKey.group(body);
        EventTime time = EventTime.take(command.times(), body, callback.receivedTime());
        UUID id = time != null && time.exact() ? fingerprint.id() : arrivals.get();
        byte[] value = EventWriter.write(callback, command, time, body, NOTHING);
        return List.of(event(callback, command, key, group, id, fingerprint.hex(), time, value));
    }

    /** Wraps a callback that cannot become an event, unchanged: the value of the result is the raw body. */
    public ImEvent asItCame(RawCallback callback) {
        List<String> named = callback.query().commands();
        String name = named.size() == 1 && CallbackCommand.isWellFormed(named.get(0)) ? named.get(0) : "unknown";
        return event(
                callback,
                CommandCatalog.find(name),
                null,
                null,
                arrivals.get(),
                Fingerprint.of(callback.sdkAppId(), name, callback.body()).hex(),
                null,
                callback.body());
    }

    /**
     * A batch that holds no events. The rules of its command apply to its events, so they do not apply to the batch
     * itself.
     */
    private static ImEvent withoutEvents(
            RawCallback callback, CallbackCommand command, UUID id, Fingerprint fingerprint, JsonMembers body) {
        byte[] value = EventWriter.write(callback, command, null, NOTHING, body);
        return event(callback, command, null, null, id, fingerprint.hex(), null, value);
    }

    private static List<ImEvent> batch(
            RawCallback callback,
            CallbackCommand command,
            Fingerprint fingerprint,
            List<JsonMembers> elements,
            JsonMembers shared) {
        List<ImEvent> events = new ArrayList<>(elements.size());
        for (JsonMembers element : elements) {
            QueryCommand.dropIfEqual(command.name(), element);
            String key = NaturalKey.of(command.key(), element);
            String group = NaturalKey.group(element);
            EventTime time = EventTime.take(command.times(), element, callback.receivedTime());
            UUID id = fingerprint.id(events.size());
            byte[] value = EventWriter.write(callback, command, time, element, shared);
            events.add(event(callback, command, key, group, id, fingerprint.hex(), time, value));
        }
        return events;
    }

    private static ImEvent event(
            RawCallback callback,
            CallbackCommand command,
            @Nullable String key,
            @Nullable String groupId,
            UUID id,
            String fingerprint,
            @Nullable EventTime time,
            byte[] value) {
        Instant received = callback.receivedTime();
        Instant happened = time == null ? received : time.instant();
        return new ImEvent(command, callback.sdkAppId(), key, groupId, id, fingerprint, happened, received, value);
    }
}
