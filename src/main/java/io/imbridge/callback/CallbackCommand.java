package io.imbridge.callback;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of the vendor: its name, and how its callbacks become records.
 *
 * @param name as the vendor writes it, such as {@code Group.CallbackAfterCreateTopic}
 * @param phase whether the vendor sends it before or after the fact
 * @param shape how its body is read
 * @param key where the body holds its natural key
 * @param times the fields that may hold its event time; the first field that holds one counts
 * @param owner the field that names the group's owner, for a command whose shape has one
 */
public record CallbackCommand(String name, Phase phase, Shape shape, KeyRule key, List<TimeRule> times, String owner) {

    /**
     * Whether the vendor waits for the answer to decide (it gets the answer OK, which means "allow"), or only reports.
     */
    public enum Phase {
        BEFORE,
        AFTER,
        UNKNOWN
    }

    /** How a body is read. */
    public enum Shape {
        /** Field by field: one of the commands that report what a group or a topic looks like. */
        PROFILE,
        /** The fields that every command has are read. All other fields are kept unchanged. */
        GENERIC,
        /** A list of {@code Events}. Each element is an event of its own. */
        BATCH
    }

    private static final int MAX_LENGTH = 128;
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9_]+)+");
    private static final Pattern WORD_BOUNDARY = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])");

    /** Whether a text can be the name of a command at all, known or not. */
    public static boolean isWellFormed(String name) {
        return CommandCatalog.knows(name)
                || (name.length() <= MAX_LENGTH && WELL_FORMED.matcher(name).matches());
    }

    /** Whether the catalogue knows the command. */
    public boolean isKnown() {
        return phase != Phase.UNKNOWN;
    }

    /**
     * The command's topic without the prefix: {@code group.after-create-topic} for
     * {@code Group.CallbackAfterCreateTopic}.
     */
    public String topicSuffix() {
        int dot = name.indexOf('.');
        String service = name.substring(0, dot).toLowerCase(Locale.ROOT);
        String event = name.substring(dot + 1).replaceFirst("^Callback", "");
        return Stream.of(WORD_BOUNDARY.split(event))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .reduce((left, right) -> left + "-" + right)
                .map(kebab -> service + "." + kebab)
                .orElseThrow();
    }
}
