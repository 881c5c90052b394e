package io.imbridge.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** How something goes, on a terminal: one line that changes; elsewhere a line every few seconds. */
final class Progress {
    private final PrintWriter out;
    private final boolean terminal;
    private boolean shown;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** For the standard output. */
    @SuppressWarnings("SystemConsoleNull") // The property brings it back that there is none where nobody sits at it.
    static Progress of(PrintWriter out) {
        System.setProperty("jdk.console", "java.base");
        return new Progress(out, System.console() != null);
    }

    /** How often it should be shown. */
    Duration every() {
        return terminal ? Duration.ofMillis(250) : Duration.ofSeconds(5);
    }

    void show(String line) {
        if (terminal) {
            // What a longer line left is erased.
            out.print("\r" + line + "\u001b[K");
            out.flush();
            shown = true;
        } else {
            out.println(line);
        }
    }

    /** What follows begins on a line of its own. */
    void end() {
        if (shown) {
            out.println();
        }
    }
}
