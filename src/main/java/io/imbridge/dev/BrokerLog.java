package io.imbridge.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The output of a broker since a certain moment, in a file that contains the output of all its starts.
 *
 * @param file the log
 * @param begin the length of the file at that moment
 */
record BrokerLog(Path file, long begin) {
    private static final int LINES = 40;

    /** The log from now on. */
    static BrokerLog fromNow(Path file) throws IOException {
        return new BrokerLog(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /**
     * The most useful lines: from the first error on, because the shutdown after it logs many more; without an error,
     * the last lines.
     */
    String excerpt() {
        try {
            byte[] all = Files.readAllBytes(file);
            int from = (int) Math.min(begin, all.length);
            List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int first = firstError(lines);
            return String.join(System.lineSeparator(), lines.subList(first, Math.min(lines.size(), first + LINES)));
        } catch (IOException unreadable) {
            return "(cannot be read: " + unreadable + ")";
        }
    }

    private static int firstError(List<String> lines) {
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).contains(" ERROR ") || lines.get(line).startsWith("Exception in thread")) {
                return line;
            }
        }
        return Math.max(0, lines.size() - LINES);
    }
}
