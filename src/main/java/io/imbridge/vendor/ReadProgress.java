package io.imbridge.vendor;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a read has come.
 *
 * @param read the number of groups that are done
 * @param total the number of groups that exist, according to the vendor; 0 while it is unknown
 * @param here the number of groups that this process has done
 * @param since for how long this process has read
 */
public record ReadProgress(long read, long total, long here, Duration since) {
    private static final int WIDTH = 20;
    private static final long MANY_SECONDS = 120;

    /** A line for people: a bar, the number of groups, the speed and the remaining time. */
    public String line() {
        if (total == 0) {
            return String.format(Locale.ROOT, "%,d groups read", read);
        }
        double part = Math.min(1, (double) read / total);
        int full = (int) (part * WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %,d of %,d groups, %,d a second%s",
                "#".repeat(full),
                "-".repeat(WIDTH - full),
                read,
                total,
                Math.round(rate()),
                left());
    }

    private double rate() {
        return since.toMillis() == 0 ? 0 : here * 1000.0 / since.toMillis();
    }

    private String left() {
        if (rate() == 0 || read >= total) {
            return "";
        }
        long seconds = Math.round((total - read) / rate());
        return seconds < MANY_SECONDS ? ", " + seconds + " s left" : ", " + seconds / 60 + " min left";
    }
}
