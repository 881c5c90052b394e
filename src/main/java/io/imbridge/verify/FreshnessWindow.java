package io.imbridge.verify;

import java.time.Clock;
import java.time.Duration;

/**
 * Checks whether a {@code RequestTime} is close enough to the present, before or after it.
 *
 * <p>The vendor's page for the same scheme in a sister product allows one minute. One signature is valid for any body
 * within its second, so the window is kept narrow.
 */
final class FreshnessWindow {
    /** Unix seconds have ten digits until the year 2286. */
    private static final int MAX_DIGITS = 12;

    private final long width;
    private final Clock clock;

    FreshnessWindow(Duration width, Clock clock) {
        this.width = width.toMillis();
        this.clock = clock;
    }

    /**
     * Whether a time lies within the window around the present.
     *
     * @param requestTime Unix seconds in decimal digits
     * @return false when the text is no such time, or the time lies outside the window
     */
    boolean contains(String requestTime) {
        return isCount(requestTime) && Math.abs(clock.millis() - Long.parseLong(requestTime) * 1000) <= width;
    }

    private static boolean isCount(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
