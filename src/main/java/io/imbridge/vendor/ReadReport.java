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

    static ReadReport of(Findings findings, boolean isDry, Duration took) {
        return new ReadReport(
                isDry,
                took,
                subject(findings, "group"),
                subject(findings, "topic"),
                Map.copyOf(findings.changed()),
                new LinkedHashMap<>(findings.failed()));
    }

    private static Subject subject(Findings findings, String name) {
        return new Subject(
                findings.count(name, "new"),
                findings.count(name, "changed"),
                findings.count(name, "same"),
                findings.count(name, "ended"),
                findings.count(name, "failed"));
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
