package io.imbridge.vendor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The results of a read.
 *
 * @param isDry whether nothing was published
 * @param took how long the read took since it began or continued
 * @param changed the number of groups and topics in which the vendor had another value, by field
 * @param failed the first groups that could not be read, with the vendor's words
 */
public record ReadReport(
        boolean isDry,
        Duration took,
        Subject groups,
        Subject topics,
        Map<String, Long> changed,
        Map<String, String> failed) {
    /**
     * Numbers of groups or topics.
     *
     * @param added the ones that were not known
     * @param changed the ones in which the vendor had another value
     * @param ended the ones that the vendor does not have
     * @param failed the ones that could not be read
     */
    public record Subject(long added, long changed, long same, long ended, long failed) {
        /** The number that was read. */
        public long read() {
            return added + changed + same;
        }

        private String text() {
            return added + " new, " + changed + " changed, " + ended + " ended, " + same + " as they were";
        }
    }

    static ReadReport of(ReadStatistics statistics, boolean isDry, Duration took) {
        return new ReadReport(
                isDry,
                took,
                subject(statistics, "group"),
                subject(statistics, "topic"),
                Map.copyOf(statistics.changed()),
                new LinkedHashMap<>(statistics.failed()));
    }

    private static Subject subject(ReadStatistics statistics, String name) {
        return new Subject(
                statistics.count(name, "new"),
                statistics.count(name, "changed"),
                statistics.count(name, "same"),
                statistics.count(name, "ended"),
                statistics.count(name, "failed"));
    }

    /** Whether every group could be read. */
    public boolean isWhole() {
        return groups.failed() == 0;
    }

    /** The report for people, in lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(groups.read() + " groups and " + topics.read() + " topics read in " + took.toSeconds() + " s"
                + (isDry ? "; nothing was published" : ""));
        lines.add("groups: " + groups.text() + ", " + groups.failed() + " failed");
        lines.add("topics: " + topics.text());
        if (!changed.isEmpty()) {
            lines.add("changed: "
                    + changed.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(field -> field.getKey() + " " + field.getValue())
                            .collect(Collectors.joining(", ")));
        }
        failed.forEach((id, words) -> lines.add("failed: " + id + ": " + words));
        if (groups.failed() > failed.size()) {
            lines.add("failed: " + (groups.failed() - failed.size()) + " more");
        }
        return lines;
    }
}
