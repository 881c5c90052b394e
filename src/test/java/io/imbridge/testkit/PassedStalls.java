package io.imbridge.testkit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Stalls of the disk on a shared machine, in which the disk does not respond for half a second and then does. The
 * service logs them, continues with Kafka, and returns to the disk, so they are not a defect of the service.
 */
public final class PassedStalls {
    private static final String BEGIN = "Callbacks wait for Kafka because the outbox cannot keep them reason=stalled ";
    private static final String END = "Outbox keeps callbacks on disk ";

    private PassedStalls() {}

    /** The lines of a log without passed stalls. A stall that has not ended stays in the log. */
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
