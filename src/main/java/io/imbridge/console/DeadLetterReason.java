package io.imbridge.console;

import io.imbridge.callback.Refusal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The reason for which something is a dead letter: an explanation, and advice. Only this class has words for
 * {@code dead_letter_reason}.
 *
 * @param kind the part of the service that made it a dead letter
 * @param words what happened
 * @param advice what to do about it
 */
record DeadLetterReason(Kind kind, String words, String advice) {
    /** The part of the service that made something a dead letter. */
    enum Kind {
        /** The callback was refused: the value is the callback's body, unchanged. */
        BODY,
        /** Kafka refused a record: the value is the event. */
        RECORD,
        /** No profile could be made from an event: the value is the record that was read. */
        FOLD
    }

    private static final String OF_BODY =
            "The caller must fix it. If a newer release of this service can read the body, send it again: the body is"
                    + " then read again.";

    private static final String OF_COMMAND =
            "The caller must fix it: such a body has no topic to go to, so it cannot be sent again.";

    private static final Map<String, DeadLetterReason> ALL = new HashMap<>();

    static {
        Arrays.stream(Refusal.values())
                .filter(refusal -> refusal.status() == 400)
                .forEach(refusal -> ALL.put(
                        refusal.tag(),
                        new DeadLetterReason(
                                Kind.BODY,
                                refusal.sentence(),
                                refusal.tag().startsWith("command-") ? OF_COMMAND : OF_BODY)));
        record(
                "record-too-large",
                "The event was larger than its topic accepts.",
                "Raise max.message.bytes of its topic, then send it again.");
        record(
                "record-batch-too-large",
                "The event was larger than a segment of its topic.",
                "Raise segment.bytes of its topic, then send it again.");
        record(
                "invalid-record",
                "Kafka did not accept the event as a valid record of its topic.",
                "A compacted topic accepts no record without a key: end the compaction, then send it again.");
        record(
                "serialization",
                "Kafka's client could not write the event.",
                "Send it again. If that fails too, report it.");
        fold(
                "no-event",
                "A record in a topic of events is no event of this service.",
                "Find out who writes to that topic.");
        fold(
                "profile-too-large",
                "With this event the profile of its group would be larger than Kafka accepts.",
                "Raise bridge.receive.max-body, and max.message.bytes of the topics of profiles, then send it again.");
        fold(
                "profile-failed",
                "This service has a defect: it could not update the profile with the event, and its log says why.",
                "Report it. With the release that fixes it, send it again.");
    }

    /** The words for a reason, also for a reason that only a newer release knows. */
    static DeadLetterReason of(String reason) {
        DeadLetterReason known = ALL.get(reason);
        return known != null
                ? known
                : new DeadLetterReason(
                        Kind.RECORD,
                        "Kafka refused the event because of the event itself.",
                        "Fix what the reason names, then send it again.");
    }

    private static void record(String reason, String words, String advice) {
        ALL.put(reason, new DeadLetterReason(Kind.RECORD, words, advice));
    }

    private static void fold(String reason, String words, String advice) {
        ALL.put(reason, new DeadLetterReason(Kind.FOLD, words, advice));
    }
}
