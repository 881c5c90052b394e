package io.imbridge.callback;

import java.util.concurrent.TimeUnit;

/**
 * A field of the body that may hold the event's time.
 *
 * @param field its name at the top of the body
 * @param unit what it counts since the epoch: seconds or milliseconds
 * @param documented whether the vendor documents it for the command
 */
public record TimeRule(String field, TimeUnit unit, boolean documented) {
    /** Twelve digits; as seconds they would lie beyond the year 5000, so nobody can have meant those. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    /** For commands whose documents list no event time, and for those of tomorrow. */
    static final TimeRule UNDOCUMENTED = new TimeRule("EventTime", TimeUnit.MILLISECONDS, false);

    /** Reads the notation of the catalogue: {@code EventTime:ms}, {@code MsgTime:s}. */
    static TimeRule parse(String text) {
        int colon = text.indexOf(':');
        TimeUnit unit = text.endsWith(":ms") ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS;
        return new TimeRule(text.substring(0, colon), unit, true);
    }

    /** The least value that is believed to be a time: not 0, which stands for none, nor seconds for milliseconds. */
    public long least() {
        return unit == TimeUnit.MILLISECONDS ? LEAST_MILLISECONDS : 1;
    }
}
