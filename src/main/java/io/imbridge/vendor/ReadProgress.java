package io.imbridge.vendor;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a read is.
 *
 * @param read groups that are done
 * @param total groups that there are, as the vendor says; 0 while that is not known
 * @param here groups that this process has done
 * @param since for how long this process has read
 */
public record ReadProgress(long read, long total, long here, Duration since) {
    private static final int WIDTH = 20;
    private static final long MANY_SECONDS = 120;

    /** A line for people: a bar, how many, how fast, how long it will take. */
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
