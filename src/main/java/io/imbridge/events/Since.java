package io.imbridge.events;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from which time on a reader wants to see events: an age ({@code 90s}, {@code 10m}, {@code 2h}, {@code 3d}), or
 * a time in RFC 3339.
 */
public final class Since {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Since() {}

    /**
     * The time that a text stands for; the start of 1970 for any earlier time.
     *
     * @throws IllegalArgumentException when the text stands for no time
     */
    public static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        try {
            Instant time = ago.matches() ? now.minus(duration(ago)) : Instant.parse(text);
            if (time.isAfter(LATEST)) {
                throw new DateTimeException("too late");
            }
            return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
        } catch (DateTimeException none) {
            throw new IllegalArgumentException(
                    "A time is written as 90s, 10m, 2h, 3d, or in RFC 3339: 2026-11-21T08:30:00Z.", none);
        }
    }

    private static Duration duration(Matcher ago) {
        long number = Long.parseLong(ago.group(1));
        return switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
