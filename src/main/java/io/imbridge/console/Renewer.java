package io.imbridge.console;

import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.RefusedException;
import io.imbridge.callback.Rfc3339;
import io.imbridge.callback.TopicNames;
import io.imbridge.console.LetterReason.Kind;
import io.imbridge.console.Renewal.Fresh;
import io.imbridge.console.Renewal.Original;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides which records to send when a dead letter is sent again, and says why if there are none. */
final class Renewer {
    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

    private final Renewal renewal;
    private final TopicNames topics;

    Renewer(Renewal renewal, TopicNames topics) {
        this.renewal = renewal;
        this.topics = topics;
    }

    /** A dead letter cannot be sent again; the message says why. */
    static final class CannotRenewException extends Exception {
        private static final long serialVersionUID = 1L;

        CannotRenewException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** The topic to which a letter would go; null if nobody can tell. */
    @Nullable
    String topicOf(Letter letter) {
        return letter.command() == null ? null : topics.of(letter.command());
    }

    /** Why a letter cannot be sent again, as far as this is known without its value; null if nothing is in the way. */
    @Nullable
    String obstacle(Letter letter) {
        if (letter.isShortened()) {
            return "Only its first " + letter.bytes()
                    + " bytes were kept, because the topic of the dead letters took no"
                    + " more: it cannot be sent again.";
        }
        if (letter.command() == null) {
            return letter.kind() == Kind.BODY
                    ? "It names no command that can be read, so it has no topic to go to."
                    : "It is no event of this service, so it has no topic to go to.";
        }
        if (letter.kind() == Kind.RECORD && letter.key() == null && letter.groupId() != null && hasKey(letter)) {
            return "Its key was left out, because the topic of the dead letters did not take it: without it the event"
                    + " would lose its place among those of its group.";
        }
        return null;
    }

    private static boolean hasKey(Letter letter) {
        String command = Objects.requireNonNull(letter.command());
        return !CommandCatalog.find(command).key().pointers().isEmpty();
    }

    /**
     * Makes the records to send.
     *
     * @throws CannotRenewException when the letter cannot be sent again
     */
    List<Fresh> renew(Letter.Whole whole) throws CannotRenewException {
        Letter letter = whole.letter();
        String obstacle = obstacle(letter);
        String topic = topicOf(letter);
        if (obstacle != null || topic == null) {
            throw new CannotRenewException(Objects.requireNonNull(obstacle));
        }
        if (letter.isStructured()) {
            return List.of(structured(topic, whole));
        }
        Original original = original(whole);
        if (letter.kind() != Kind.BODY) {
            if (!LetterValue.isWhole(whole.value())) {
                throw new CannotRenewException("Its value is no JSON object, so no reader could do anything with it.");
            }
            return List.of(renewal.ofEvent(topic, original));
        }
        try {
            return renewal.ofBody(original);
        } catch (RefusedException again) {
            throw new CannotRenewException(
                    "It is refused again: " + again.refusal().sentence());
        }
    }

    /** The record is the same as in its topic of events, except for its headers. */
    private static Fresh structured(String topic, Letter.Whole whole) {
        Map<String, String> headers = new LinkedHashMap<>(whole.letter().headers());
        headers.remove("dead_letter_reason");
        headers.put("content-type", STRUCTURED);
        return new Fresh(topic, whole.letter().key(), headers, whole.value());
    }

    private static Original original(Letter.Whole whole) throws CannotRenewException {
        Letter letter = whole.letter();
        Map<String, String> headers = letter.headers();
        try {
            return new Original(
                    Objects.requireNonNull(letter.command()),
                    given(headers, "ce_sdkappid"),
                    UUID.fromString(given(headers, "ce_id")),
                    given(headers, "ce_fingerprint"),
                    Rfc3339.parse(given(headers, "ce_time")),
                    Rfc3339.parse(given(headers, "ce_receivedtime")),
                    Long.parseLong(given(headers, "ce_sequence")),
                    headers.get("traceparent"),
                    letter.key(),
                    whole.value());
        } catch (IllegalArgumentException | DateTimeException foreign) {
            throw new CannotRenewException("Its headers are not those of an event of this service.");
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
