package io.imbridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import io.imbridge.events.ValueJson;
import java.time.Instant;
import java.util.List;

/** What the streams of events tell. */
final class StreamMessages {
    private StreamMessages() {}

    /** @param entries as JSON each */
    static String entries(List<String> entries) {
        return "{\"entries\":[" + String.join(",", entries) + "]}";
    }

    static String state(LiveLog.State state) {
        return ValueJson.MAPPER
                .createObjectNode()
                .put("kafka", state.isReading() ? "reading" : "away")
                .put("sentence", state.sentence())
                .toString();
    }

    static String progress(Found found) {
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
