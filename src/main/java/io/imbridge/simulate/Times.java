package io.imbridge.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/**
 * The times of simulated events: the current time, and never the same time twice. Equal bodies with equal times would
 * be one callback that was delivered twice.
 */
final class Times {
    /** A smaller number is in seconds. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    private final Clock clock;
    private long last;

    Times(Clock clock) {
        this.clock = clock;
    }

    /** Updates the times of a body and of a batch's events. Each time keeps its unit. */
    void refresh(ObjectNode body) {
        last = Math.max(clock.millis(), last + 1);
        refresh(body, "EventTime");
        refresh(body, "MsgTime");
        for (JsonNode event : body.path("Events")) {
            if (event instanceof ObjectNode fields) {
                refresh(fields, "EventTime");
                refresh(fields, "MsgTime");
            }
        }
    }

    private void refresh(ObjectNode fields, String name) {
        JsonNode time = fields.get(name);
        if (time != null && time.asLong() > 0) {
            long now = time.asLong() < LEAST_MILLISECONDS ? last / 1000 : last;
            if (time.isTextual()) {
                fields.put(name, Long.toString(now));
            } else {
                fields.put(name, now);
            }
        }
    }
}
