package io.imbridge.callback;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Times as they are written in events, headers and the outbox: RFC 3339, UTC, milliseconds.
 *
 * <p>Most are of one of a few seconds, the present one and those of the events, whose texts are kept: a formatter takes
 * ten times as long.
 */
public final class Rfc3339 {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

    private static final int NANOSECONDS_IN_MILLISECOND = 1_000_000;

    private record Second(long epochSecond, String text) {}

    /** Each second has one place. Threads may overwrite each other's: a second is whole or not there. */
    private static final Second[] RECENT = new Second[64];

    static {
        Arrays.fill(RECENT, second(Instant.EPOCH));
    }

    private Rfc3339() {}

    /** Writes a time of the years 0 to 9999. */
    public static String format(Instant instant) {
        int place = (int) (instant.getEpochSecond() & (RECENT.length - 1));
        Second second = RECENT[place];
        if (second.epochSecond() != instant.getEpochSecond()) {
            second = second(instant);
            RECENT[place] = second;
        }
        int milliseconds = instant.getNano() / NANOSECONDS_IN_MILLISECOND;
        String zeros = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : "";
        return second.text() + zeros + milliseconds + "Z";
    }

    private static Second second(Instant instant) {
        return new Second(instant.getEpochSecond(), SECONDS.format(instant));
    }
}
