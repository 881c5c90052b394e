package io.imbridge.callback;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Writes and reads times as they stand in events, headers and the outbox: RFC 3339, UTC, milliseconds.
 *
 * <p>Most times lie in one of a few seconds: the present one and those of the events. The texts of these seconds are
 * kept, because a formatter is ten times as slow.
 */
public final class Rfc3339 {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

    private static final String FORM = "0000-00-00T00:00:00.000Z";
    private static final int NANOSECONDS_IN_MILLISECOND = 1_000_000;
    private static final long SECONDS_IN_DAY = 86_400;

    private record Second(long epochSecond, String text) {}

    /** Each second has one place. Threads may overwrite each other's entries: an entry is complete or absent. */
    private static final Second[] RECENT = new Second[64];

    static {
        Arrays.fill(RECENT, second(Instant.EPOCH));
    }

    private Rfc3339() {}

    /** Writes a time in the years 0 to 9999. */
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

    /**
     * Reads a time. A text that {@link #format} has written, such as the times of a backlog, is read without a
     * formatter.
     *
     * @param text any form that {@link Instant#parse} accepts
     * @throws DateTimeException when the text is not a time
     */
    public static Instant parse(String text) {
        if (!hasForm(text)) {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        return Instant.ofEpochSecond(
                day * SECONDS_IN_DAY + (hour * 60L + minute) * 60 + second,
                (long) number(text, 20, 23) * NANOSECONDS_IN_MILLISECOND);
    }

    private static boolean hasForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int at = 0; at < FORM.length(); at++) {
            char expected = FORM.charAt(at);
            char found = text.charAt(at);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int begin, int end) {
        int number = 0;
        for (int at = begin; at < end; at++) {
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }

    private static Second second(Instant instant) {
        return new Second(instant.getEpochSecond(), SECONDS.format(instant));
    }
}
