package io.imbridge.normalize;

import io.imbridge.callback.TimeRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened, according to its body.
 *
 * @param instant the time
 * @param exact whether the body gave it in milliseconds, so two events hardly ever share it
 */
record EventTime(Instant instant, boolean exact) {
    /**
     * Clocks differ by less than this. After a time far in the future, a consumer that keeps the newest time would
     * never see a newer one again.
     */
    private static final long MAX_AHEAD = Duration.ofDays(1).toMillis();

    /**
     * Takes the first field that holds a time out of the body. Returns null when no field does.
     *
     * @param arrival when the callback arrived; a time more than a day later than this does not count
     */
    static @Nullable EventTime take(List<TimeRule> rules, JsonMembers body, Instant arrival) {
        for (TimeRule rule : rules) {
            JsonSlice value = body.get(rule.field());
            EventTime time = value == null ? null : read(value, rule, arrival);
            if (time != null) {
                body.take(rule.field());
                return time;
            }
        }
        return null;
    }

    private static @Nullable EventTime read(JsonSlice value, TimeRule rule, Instant arrival) {
        long count = count(value);
        if (count < rule.least() || rule.unit().toMillis(count) > arrival.toEpochMilli() + MAX_AHEAD) {
            return null;
        }
        return new EventTime(Instant.ofEpochMilli(rule.unit().toMillis(count)), rule.unit() == TimeUnit.MILLISECONDS);
    }

    /** The whole number that a value holds, as a number or as a string. */
    private static long count(JsonSlice value) {
        if (value.isString()) {
            return WholeNumber.read(value.source(), value.start() + 1, value.end() - 1);
        }
        return value.type().isNumeric()
                ? WholeNumber.read(value.source(), value.start(), value.end())
                : WholeNumber.NONE;
    }
}
