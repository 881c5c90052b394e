package io.imbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Linux's counters of processes and of the whole machine. CPU times are in seconds. */
final class Machine {
    /** The seconds of a tick, the unit of {@code /proc}: 100 ticks a second on every Linux that matters. */
    private static final double TICK = 0.01;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CHILDREN_UTIME = 13;
    private static final int CHILDREN_STIME = 14;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;

    /** Bytes in a mebibyte. */
    static final double MEBI = 1024 * 1024;

    private Machine() {}

    /** The user and system time of a process. */
    static double cpu(long pid) {
        return sum(stat(Long.toString(pid)), UTIME, STIME);
    }

    /**
     * The CPU time of a process's just-in-time compilers. The time of a compiler thread that has ended does not count
     * any more.
     */
    static double compilersCpu(long pid) {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        try (Stream<Path> all = Files.list(threads)) {
            return all.filter(thread -> read(thread.resolve("comm")).contains("CompilerThre"))
                    .mapToDouble(thread -> sum(stat(pid + "/task/" + thread.getFileName()), UTIME, STIME))
                    .sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The CPU time of a process's present threads whose names begin in this way. */
    static double cpu(long pid, String namesBegin) {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        try (Stream<Path> all = Files.list(threads)) {
            return all.filter(thread -> read(thread.resolve("comm")).startsWith(namesBegin))
                    .mapToDouble(thread -> sum(stat(pid + "/task/" + thread.getFileName()), UTIME, STIME))
                    .sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The user and system time of this process, and of its children that have ended. */
    static double ownCpu() {
        return sum(stat("self"), UTIME, STIME, CHILDREN_UTIME, CHILDREN_STIME);
    }

    /** The busy time of all cores, for any process, including the time that the host took from them for others. */
    static double busy() {
        long[] counts = Arrays.stream(read(Path.of("/proc/stat"))
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .split("\\s+"))
                .skip(1)
                .limit(8)
                .mapToLong(Long::parseLong)
                .toArray();
        return (LongStream.of(counts).sum() - counts[IDLE] - counts[IO_WAIT]) * TICK;
    }

    /** The resident memory of a process in bytes: its present value, or its peak. */
    static long memory(long pid, boolean peak) {
        String name = peak ? "VmHWM:" : "VmRSS:";
        return read(Path.of("/proc", Long.toString(pid), "status"))
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static double sum(String[] fields, int... wanted) {
        return Arrays.stream(wanted)
                        .mapToLong(field -> Long.parseLong(fields[field]))
                        .sum()
                * TICK;
    }

    /** The fields after the name. The name itself may contain spaces and brackets. */
    private static String[] stat(String process) {
        String line = read(Path.of("/proc", process, "stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
