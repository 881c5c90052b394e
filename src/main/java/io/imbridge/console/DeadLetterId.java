package io.imbridge.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The place of a dead letter in the topic of dead letters: {@code <partition>/<offset>}. */
record DeadLetterId(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})/([0-9]{1,18})");

    /** Reads the form that {@link #toString} writes; null for anything else. */
    static @Nullable DeadLetterId parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? new DeadLetterId(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))) : null;
    }

    @Override
    public String toString() {
        return partition + "/" + offset;
    }
}
