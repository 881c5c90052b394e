package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The mark that a dead letter was sent again.
 *
 * @param deadLetterTime distinguishes it from a letter at the same place in a topic that was deleted and created again
 * @param time when it was sent again
 * @param by the person who asked for it
 * @param to the new place of its first record: {@code <topic>/<partition>/<offset>}
 */
record ResentMark(DeadLetterId deadLetter, Instant deadLetterTime, Instant time, String by, String to) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The mark's record. The newest mark of a letter counts. */
    ProducerRecord<byte[], byte[]> record(String topic) {
        ObjectNode value = JSON.createObjectNode()
                .put("letter", deadLetter.toString())
                .put("letterTime", deadLetterTime.toString())
                .put("time", time.toString())
                .put("by", by)
                .put("to", to);
        try {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, deadLetter.toString().getBytes(UTF_8), JSON.writeValueAsBytes(value));
            record.headers().add("content-type", "application/json".getBytes(UTF_8));
            return record;
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    /** Reads a mark; null if another program wrote the record. */
    static @Nullable ResentMark read(byte @Nullable [] value) {
        try {
            JsonNode json = value == null ? JSON.missingNode() : JSON.readTree(value);
            DeadLetterId deadLetter = DeadLetterId.parse(json.path("letter").asText());
            return deadLetter == null
                    ? null
                    : new ResentMark(
                            deadLetter,
                            Instant.parse(json.path("letterTime").asText()),
                            Instant.parse(json.path("time").asText()),
                            json.path("by").asText(),
                            json.path("to").asText());
        } catch (IOException | DateTimeException foreign) {
            return null;
        }
    }

    /** The sentence for a second person who wants to send the letter. */
    String sentence() {
        return "It was sent again at " + time + " by " + by + ", to " + to + ".";
    }
}
