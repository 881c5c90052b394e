package io.imbridge.console;

import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.RefusedException;
import io.imbridge.callback.Rfc3339;
import io.imbridge.callback.TopicNames;
import io.imbridge.console.DeadLetterReason.Kind;
import io.imbridge.console.RecordRebuilder.Original;
import io.imbridge.console.RecordRebuilder.Rebuilt;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides which records to send when a dead letter is sent again, and says why if there are none. */
final class ResendPlanner {
    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

    private final RecordRebuilder rebuilder;
    private final TopicNames topics;

    ResendPlanner(RecordRebuilder rebuilder, TopicNames topics) {
        this.rebuilder = rebuilder;
        this.topics = topics;
    }

    /** A dead letter cannot be sent again; the message says why. */
    static final class CannotResendException extends Exception {
        private static final long serialVersionUID = 1L;

        CannotResendException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** The topic to which a letter would go; null if nobody can tell. */
    @Nullable
    String topicOf(DeadLetter deadLetter) {
        return deadLetter.command() == null ? null : topics.of(deadLetter.command());
    }

    /** Why a letter cannot be sent again, as far as this is known without its value; null if nothing is in the way. */
    @Nullable
    String obstacle(DeadLetter deadLetter) {
        if (deadLetter.isShortened()) {
            return "Only its first " + deadLetter.bytes()
                    + " bytes were kept, because the topic of the dead letters accepted no"
                    + " more: it cannot be sent again.";
        }
        if (deadLetter.command() == null) {
            return deadLetter.kind() == Kind.BODY
                    ? "It names no command that can be read, so it has no topic to go to."
                    : "It is no event of this service, so it has no topic to go to.";
        }
        if (deadLetter.kind() == Kind.RECORD
                && deadLetter.key() == null
                && deadLetter.groupId() != null
                && hasKey(deadLetter)) {
            return "Its key was left out, because the topic of the dead letters did not accept it: without it the event"
                    + " would lose its place among those of its group.";
        }
        return null;
    }

    private static boolean hasKey(DeadLetter deadLetter) {
        String command = Objects.requireNonNull(deadLetter.command());
        return !CommandCatalog.find(command).key().pointers().isEmpty();
    }

    /**
     * Makes the records to send.
     *
     * @throws CannotRenewException when the letter cannot be sent again
     */
    List<Rebuilt> plan(DeadLetter.Whole whole) throws CannotResendException {
        DeadLetter deadLetter = whole.deadLetter();
        String obstacle = obstacle(deadLetter);
        String topic = topicOf(deadLetter);
        if (obstacle != null || topic == null) {
            throw new CannotResendException(Objects.requireNonNull(obstacle));
        }
        if (deadLetter.isStructured()) {
            return List.of(structured(topic, whole));
        }
        Original original = original(whole);
        if (deadLetter.kind() != Kind.BODY) {
            if (!DeadLetterValue.isWhole(whole.value())) {
                throw new CannotResendException("Its value is no JSON object, so no reader could do anything with it.");
            }
            return List.of(rebuilder.ofEvent(topic, original));
        }
        try {
            return rebuilder.ofBody(original);
        } catch (RefusedException again) {
            throw new CannotResendException(
                    "It is refused again: " + again.refusal().sentence());
        }
    }

    /** The record is the same as in its topic of events, except for its headers. */
    private static Rebuilt structured(String topic, DeadLetter.Whole whole) {
        Map<String, String> headers = new LinkedHashMap<>(whole.deadLetter().headers());
        headers.remove("dead_letter_reason");
        headers.put("content-type", STRUCTURED);
        return new Rebuilt(topic, whole.deadLetter().key(), headers, whole.value());
    }

    private static Original original(DeadLetter.Whole whole) throws CannotResendException {
        DeadLetter deadLetter = whole.deadLetter();
        Map<String, String> headers = deadLetter.headers();
        try {
            return new Original(
                    Objects.requireNonNull(deadLetter.command()),
                    given(headers, "ce_sdkappid"),
                    UUID.fromString(given(headers, "ce_id")),
                    given(headers, "ce_fingerprint"),
                    Rfc3339.parse(given(headers, "ce_time")),
                    Rfc3339.parse(given(headers, "ce_receivedtime")),
                    Long.parseLong(given(headers, "ce_sequence")),
                    headers.get("traceparent"),
                    deadLetter.key(),
                    whole.value());
        } catch (IllegalArgumentException | DateTimeException foreign) {
            throw new CannotResendException("Its headers are not those of an event of this service.");
        }
    }

    private static String given(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }
}
