package io.imbridge.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Shows progress. On a terminal it is one line that changes; elsewhere it is a line every few seconds. */
final class Progress {
    private final PrintWriter out;
    private final boolean terminal;
    private boolean shown;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The progress on the standard output. */
    @SuppressWarnings("SystemConsoleNull") // With the property it is null without a terminal.
    static Progress of(PrintWriter out) {
        System.setProperty("jdk.console", "java.base");
        return new Progress(out, System.console() != null);
    }

    /** The time between two updates. */
    Duration every() {
        return terminal ? Duration.ofMillis(250) : Duration.ofSeconds(5);
    }

    void show(String line) {
        if (terminal) {
            // Erases the rest of a longer line.
            out.print("\r" + line + "\u001b[K");
            out.flush();
            shown = true;
        } else {
            out.println(line);
        }
    }

    /** Begins a new line for the output that follows. */
    void end() {
        if (shown) {
            out.println();
        }
    }
}
