package io.imbridge.testkit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Disks of a shared machine that do not answer for half a second, and then do. The service says so, goes on by Kafka, and
 * comes back: it is no defect of it.
 */
public final class PassedStalls {
    private static final String BEGIN = "Callbacks wait for Kafka, the outbox cannot keep them reason=stalled ";
    private static final String END = "Outbox keeps callbacks on disk ";

    private PassedStalls() {}

    /** The lines of a log but for these. One that has not passed stays. */
    public static List<String> without(String log) {
        List<String> lines = log.lines().toList();
        int end = IntStream.range(0, lines.size())
                .filter(at -> lines.get(at).contains(END))
                .max()
                .orElse(-1);
        return IntStream.range(0, lines.size())
                .filter(at -> at > end || !lines.get(at).contains(BEGIN))
                .mapToObj(lines::get)
                .toList();
    }
}
