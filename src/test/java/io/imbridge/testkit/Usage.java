package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process takes of the machine. */
public final class Usage {
    /**
     * Options for a JVM whose growth is a leak: its heap has its full size from the start and is resident as a whole, or
     * else its growth up to there would hide what grows without end.
     */
    public static final String FIXED_HEAP = "-Xms128m -Xmx128m -XX:+AlwaysPreTouch";

    /** The lock of tests that want the processors for themselves. */
    public static final String CORES = "cores";

    private Usage() {}

    /** What it has of the machine's memory, in KiB; 0 where the system does not tell. */
    public static long residentKilobytes(ServiceProcess process) {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        try {
            Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB")
                    .matcher(Files.exists(status) ? Files.readString(status) : "VmRSS: 0 kB");
            return resident.find() ? Long.parseLong(resident.group(1)) : 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What it has used of the processors until now. */
    public static Duration cpu(ServiceProcess process) {
        return ProcessHandle.of(process.pid())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }
}
