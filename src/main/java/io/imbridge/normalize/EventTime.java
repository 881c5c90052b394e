package io.imbridge.normalize;

import com.fasterxml.jackson.core.JsonToken;
import io.imbridge.callback.TimeRule;
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
    /** The last second of the year 9999: what RFC 3339 can write. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    private static final int MAX_DIGITS = 15;

    /** Takes the first of the fields that holds a time out of the body; null when none does. */
    static @Nullable EventTime take(List<TimeRule> rules, JsonMembers body) {
        for (TimeRule rule : rules) {
            JsonSlice value = body.get(rule.field());
            EventTime time = value == null ? null : read(value, rule);
            if (time != null) {
                body.take(rule.field());
                return time;
            }
        }
        return null;
    }

    private static @Nullable EventTime read(JsonSlice value, TimeRule rule) {
        long count = digits(value);
        if (count < rule.least() || rule.unit().toSeconds(count) > MAX_SECONDS) {
            return null;
        }
        return new EventTime(Instant.ofEpochMilli(rule.unit().toMillis(count)), rule.unit() == TimeUnit.MILLISECONDS);
    }

    /** The number a value holds, as a number or as a string of digits; -1 when it is written in any other way. */
    private static long digits(JsonSlice value) {
        int quotes = value.isString() ? 1 : 0;
        int start = value.start() + quotes;
        int end = value.end() - quotes;
        boolean digits = value.isString() || value.type() == JsonToken.VALUE_NUMBER_INT;
        if (!digits || end == start || end - start > MAX_DIGITS || (value.source()[start] == '0' && end - start > 1)) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = value.source()[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
