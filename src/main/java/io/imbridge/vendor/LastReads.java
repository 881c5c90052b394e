package io.imbridge.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When each app was read last, as it is kept with Kafka: beside the offset of the schedule's own group. */
final class LastReads {
    private final Map<String, Instant> times = new TreeMap<>();

    /**
     * As they were kept; null or anything else for none.
     *
     * @param apps those that count: what is kept has little room for others
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

    /** An app was read. */
    void note(String sdkAppId, Instant when) {
        times.put(sdkAppId, when);
    }

    /** With what others know, of each app the later. */
    void noteAll(LastReads others) {
        others.times.forEach((app, when) -> times.merge(app, when, (one, two) -> one.isAfter(two) ? one : two));
    }

    /** When an app was read. A clock that was ahead tells nothing: a time to come is taken for none. */
    Instant of(String sdkAppId, Instant now) {
        Instant read = times.getOrDefault(sdkAppId, Instant.EPOCH);
        return read.isAfter(now) ? Instant.EPOCH : read;
    }

    /** The app whose turn it is; null while none is due. One that was never read comes first. */
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

    /** To be kept. */
    String text() {
        ObjectNode json = VendorJson.MAPPER.createObjectNode();
        times.forEach((app, when) -> json.put(app, when.toEpochMilli()));
        return json.toString();
    }
}
