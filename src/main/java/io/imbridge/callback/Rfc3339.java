package io.imbridge.callback;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times as they are written in events, headers and the outbox: RFC 3339, UTC, milliseconds.
 *
 * <p>Most are of the second that was written last, whose text is kept: a formatter takes ten times as long.
 */
public final class Rfc3339 {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

    private static final int NANOSECONDS_IN_MILLISECOND = 1_000_000;

    private record Second(long epochSecond, String text) {}

    private static volatile Second last = second(Instant.EPOCH);

    private Rfc3339() {}

    /** Writes a time of the years 0 to 9999. */
    public static String format(Instant instant) {
        Second second = last;
        if (second.epochSecond() != instant.getEpochSecond()) {
            second = second(instant);
            last = second;
        }
        int milliseconds = instant.getNano() / NANOSECONDS_IN_MILLISECOND;
        String zeros = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : "";
        return second.text() + zeros + milliseconds + "Z";
    }

    private static Second second(Instant instant) {
        return new Second(instant.getEpochSecond(), SECONDS.format(instant));
    }
}
