package io.imbridge.callback;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as they are written in events, headers and the outbox: RFC 3339, UTC, milliseconds. */
public final class Rfc3339 {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Rfc3339() {}

    /** Writes a time of the years 0 to 9999. */
    public static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
