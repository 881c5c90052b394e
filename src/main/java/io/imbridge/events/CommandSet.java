package io.imbridge.events;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a reader looks for, as people write them: {@code Group.CallbackAfterCreateTopic},
 * {@code AfterCreateTopic} or {@code after-create-topic}.
 */
public final class CommandSet {
    /** Fits all commands. */
    public static final CommandSet ANY = new CommandSet(Set.of());

    private final Set<String> given;
    private final Set<String> compared;

    /** Fits the given commands; fits all commands when none is given. */
    public CommandSet(Set<String> given) {
        this.given = new TreeSet<>(given);
        this.compared = given.stream().map(CommandSet::compared).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether any command fits. */
    public boolean isAny() {
        return given.isEmpty();
    }

    /** Whether a command fits; null stands for an unknown command, which fits only when any command fits. */
    public boolean fits(@Nullable String command) {
        if (isAny()) {
            return true;
        }
        if (command == null) {
            return false;
        }
        String whole = compared(command);
        return compared.contains(whole) || compared.contains(whole.substring(whole.indexOf('.') + 1));
    }

    /** The given texts, in alphabetical order. */
    public Set<String> given() {
        return given;
    }

    /** The form that command names and topic names have in common: {@code group.aftercreatetopic}. */
    private static String compared(String command) {
        return command.replace("Callback", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
