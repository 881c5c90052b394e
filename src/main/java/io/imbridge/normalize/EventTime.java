package io.imbridge.normalize;

import io.imbridge.callback.TimeRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When an event happened, as its body says.
 *
 * @param instant the time
 * @param exact whether the body gave it in milliseconds, so that two events hardly ever share it
 */
record EventTime(Instant instant, boolean exact) {
    /** Clocks differ, by less. After a time far ahead, whoever goes by the newest would never again see a newer one. */
    private static final long MAX_AHEAD = Duration.ofDays(1).toMillis();

    /**
     * Takes the first of the fields that holds a time out of the body; null when none does.
     *
     * @param arrival of the callback; what lies more than a day behind it is no time
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

    /** The number that a value holds, be it a number or a string. */
    private static long count(JsonSlice value) {
        if (value.isString()) {
            return WholeNumber.read(value.source(), value.start() + 1, value.end() - 1);
        }
        return value.type().isNumeric()
                ? WholeNumber.read(value.source(), value.start(), value.end())
                : WholeNumber.NONE;
    }
}
