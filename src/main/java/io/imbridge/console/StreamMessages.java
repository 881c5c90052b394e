package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import io.imbridge.events.ValueJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the messages of the streams of events. */
final class StreamMessages {
    private static final byte[] BEGIN = "{\"entries\":[".getBytes(UTF_8);
    private static final byte[] BETWEEN = ",".getBytes(UTF_8);
    private static final byte[] END = "]}".getBytes(UTF_8);

    private StreamMessages() {}

    /**
     * A message with entries, without copying them: many pages show the same entries.
     *
     * @param entries the JSON of each entry
     * @return the pieces of the message, in order
     */
    static List<byte[]> entries(List<byte[]> entries) {
        List<byte[]> pieces = new ArrayList<>(2 * entries.size() + 1);
        for (byte[] entry : entries) {
            pieces.add(pieces.isEmpty() ? BEGIN : BETWEEN);
            pieces.add(entry);
        }
        pieces.add(END);
        return pieces;
    }

    static String state(LiveLog.State state) {
        return ValueJson.MAPPER
                .createObjectNode()
                .put("kafka", state.isReading() ? "reading" : "unreachable")
                .put("sentence", state.sentence())
                .toString();
    }

    static String progress(SearchResults found) {
        ObjectNode json = ValueJson.MAPPER.createObjectNode().put("searched", found.searched());
        if (found.reached() > 0 && found.reached() < Long.MAX_VALUE) {
            json.put("reached", Rfc3339.format(Instant.ofEpochMilli(found.reached())));
        }
        return json.toString();
    }

    static String skipped(long count) {
        return "{\"count\":" + count + "}";
    }

    static String done() {
        return "{\"complete\":true}";
    }
}
