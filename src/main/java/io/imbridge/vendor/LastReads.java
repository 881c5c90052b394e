package io.imbridge.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The time of each app's last read. Kafka keeps it with the offset of the schedule's own consumer group. */
final class LastReads {
    private final Map<String, Instant> times = new TreeMap<>();

    /**
     * Reads the times from their kept text; null or any other text means that there are none.
     *
     * @param apps the apps that count; the kept text has little room for others
     */
    static LastReads of(@Nullable String text, Collection<String> apps) {
        LastReads last = new LastReads();
        ObjectNode json = text == null ? null : VendorJson.object(text.getBytes(UTF_8));
        if (json != null) {
            json.properties().stream()
                    .filter(app -> apps.contains(app.getKey()))
                    .forEach(app -> last.note(
                            app.getKey(), Instant.ofEpochMilli(app.getValue().asLong())));
        }
        return last;
    }

    /** Notes that an app was read. */
    void note(String sdkAppId, Instant when) {
        times.put(sdkAppId, when);
    }

    /** Adds the times that others know. For each app the later time counts. */
    void noteAll(LastReads others) {
        others.times.forEach((app, when) -> times.merge(app, when, (one, two) -> one.isAfter(two) ? one : two));
    }

    /**
     * The time at which an app was last read. A time in the future comes from a clock that was ahead, and counts as
     * none.
     */
    Instant of(String sdkAppId, Instant now) {
        Instant read = times.getOrDefault(sdkAppId, Instant.EPOCH);
        return read.isAfter(now) ? Instant.EPOCH : read;
    }

    /** The app whose turn it is; null if none is due. An app that was never read comes first. */
    @Nullable
    String due(Collection<String> apps, Duration every, Instant now) {
        String first = null;
        for (String app : apps) {
            boolean isDue = !of(app, now).plus(every).isAfter(now);
            if (isDue && (first == null || of(app, now).isBefore(of(first, now)))) {
                first = app;
            }
        }
        return first;
    }

    /** The text to keep. */
    String text() {
        ObjectNode json = VendorJson.MAPPER.createObjectNode();
        times.forEach((app, when) -> json.put(app, when.toEpochMilli()));
        return json.toString();
    }
}
