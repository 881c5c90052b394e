package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory and CPU time of a process. */
public final class Usage {
    /**
     * Java options for finding leaks: the heap has its full size in memory from the start. Otherwise its normal growth
     * would hide a growth without end.
     */
    public static final String FIXED_HEAP = "-Xms128m -Xmx128m -XX:+AlwaysPreTouch";

    /** The lock of tests that need the processors for themselves. */
    public static final String CORES = "cores";

    private Usage() {}

    /** The resident memory of a process, in KiB; 0 if the system does not say. */
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

    /** The CPU time that a process has used so far. */
    public static Duration cpu(ServiceProcess process) {
        return ProcessHandle.of(process.pid())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }
}
