package io.imbridge.callback;

import java.util.concurrent.TimeUnit;

/**
 * A field of the body that may hold the event's time.
 *
 * @param field its name at the top of the body
 * @param unit what it counts since the epoch: seconds or milliseconds
 * @param least the least value that is believed to be a time in this unit
 */
public record TimeRule(String field, TimeUnit unit, long least) {
    /**
     * For commands whose documents list no event time, and for those of tomorrow: twelve digits and more can only be
     * milliseconds (as seconds they would lie beyond the year 5000), anything less stays as it came.
     */
    static final TimeRule UNDOCUMENTED = new TimeRule("EventTime", TimeUnit.MILLISECONDS, 100_000_000_000L);

    /** Reads the notation of the catalogue: {@code EventTime:ms}, {@code MsgTime:s}. */
    static TimeRule parse(String text) {
        int colon = text.indexOf(':');
        return new TimeRule(
                text.substring(0, colon), text.endsWith(":ms") ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS, 0);
    }
}
