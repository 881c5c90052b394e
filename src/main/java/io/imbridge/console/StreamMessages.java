package io.imbridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import io.imbridge.events.Entry;
import io.imbridge.events.EntryJson;
import io.imbridge.events.ValueJson;
import java.time.Instant;
import java.util.List;

/** What the streams of events tell. */
final class StreamMessages {
    private StreamMessages() {}

    static ObjectNode entries(List<Entry> entries) {
        ObjectNode json = ValueJson.MAPPER.createObjectNode();
        json.set("entries", EntryJson.of(entries));
        return json;
    }

    static ObjectNode state(LiveLog.State state) {
        return ValueJson.MAPPER
                .createObjectNode()
                .put("kafka", state.isReading() ? "reading" : "away")
                .put("sentence", state.sentence());
    }

    static ObjectNode progress(Found found) {
        ObjectNode json = ValueJson.MAPPER.createObjectNode().put("searched", found.searched());
        if (found.reached() > 0 && found.reached() < Long.MAX_VALUE) {
            json.put("reached", Rfc3339.format(Instant.ofEpochMilli(found.reached())));
        }
        return json;
    }

    static ObjectNode skipped(long count) {
        return ValueJson.MAPPER.createObjectNode().put("count", count);
    }

    static ObjectNode done() {
        return ValueJson.MAPPER.createObjectNode().put("complete", true);
    }
}
