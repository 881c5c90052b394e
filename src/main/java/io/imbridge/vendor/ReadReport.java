package io.imbridge.vendor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a read found.
 *
 * @param isDry whether nothing was published
 * @param took how long it took, since it was begun or went on
 * @param changed by field, in how many groups and topics the vendor had another value
 * @param failed of the groups that could not be read the first ones, with the vendor's words
 */
public record ReadReport(
        boolean isDry,
        Duration took,
        Subject groups,
        Subject topics,
        Map<String, Long> changed,
        Map<String, String> failed) {
    /**
     * How many.
     *
     * @param added that were not known
     * @param changed of which the vendor had something else
     * @param ended that the vendor does not have
     * @param failed that could not be read
     */
    public record Subject(long added, long changed, long same, long ended, long failed) {
        /** Those that were read. */
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

    /** Whether all of it was read. */
    public boolean isWhole() {
        return groups.failed() == 0;
    }

    /** For people, a line each. */
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
