package io.imbridge.callback;

import java.util.concurrent.TimeUnit;

/**
 * A field of the body that may hold the event's time.
 *
 * @param field the field's name at the top level of the body
 * @param unit the unit of its value since the epoch: seconds or milliseconds
 * @param documented whether the vendor documents the field for the command
 */
public record TimeRule(String field, TimeUnit unit, boolean documented) {
    /** Twelve digits. As seconds they would lie after the year 5000, so nobody can have meant seconds. */
    private static final long LEAST_MILLISECONDS = 100_000_000_000L;

    /** For commands whose documents list no event time, and for commands that the catalogue does not know. */
    static final TimeRule UNDOCUMENTED = new TimeRule("EventTime", TimeUnit.MILLISECONDS, false);

    /** Reads the notation of the catalogue: {@code EventTime:ms}, {@code MsgTime:s}. */
    static TimeRule parse(String text) {
        int colon = text.indexOf(':');
        TimeUnit unit = text.endsWith(":ms") ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS;
        return new TimeRule(text.substring(0, colon), unit, true);
    }

    /**
     * The least value that counts as a time. It excludes 0, which means no time, and seconds in a field of
     * milliseconds.
     */
    public long least() {
        return unit == TimeUnit.MILLISECONDS ? LEAST_MILLISECONDS : 1;
    }
}
