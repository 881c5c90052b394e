package io.imbridge.receive;

import io.imbridge.callback.TopicNames;
import io.imbridge.normalize.ImEvent;
import io.imbridge.outbox.OutboxRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of an event that the outbox keeps: one in the topic of its command, and possibly one in the
 * timeline.
 */
public final class EventRecords {
    /** The prefix of commands whose events belong to a group. */
    private static final String OF_GROUPS = "Group.";

    private final TopicNames topics;

    public EventRecords(TopicNames topics) {
        this.topics = topics;
    }

    /**
     * The records of an event, of which all or none are kept.
     *
     * @param traceparent the trace of its callback; null when it is not traced
     */
    public List<OutboxRecord> of(ImEvent event, @Nullable String traceparent) {
        String command = event.command().name();
        OutboxRecord own = record(event, topics.of(command), event.key(), null, traceparent);
        String timeline = topics.timeline();
        String group = event.groupId();
        return timeline == null || group == null || !command.startsWith(OF_GROUPS)
                ? List.of(own)
                : List.of(own, record(event, timeline, group, null, traceparent));
    }

    /** The record of a callback that cannot become an event. */
    OutboxRecord deadLetter(ImEvent asItCame, String reason, @Nullable String traceparent) {
        return record(asItCame, topics.deadLetter(), asItCame.key(), reason, traceparent);
    }

    private static OutboxRecord record(
            ImEvent event,
            String topic,
            @Nullable String key,
            @Nullable String deadLetterReason,
            @Nullable String traceparent) {
        return new OutboxRecord(
                topic,
                key,
                event.command().name(),
                event.sdkAppId(),
                event.id(),
                event.fingerprint(),
                event.time(),
                event.receivedTime(),
                deadLetterReason,
                traceparent,
                event.value());
    }
}
