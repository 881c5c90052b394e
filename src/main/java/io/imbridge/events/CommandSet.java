package io.imbridge.events;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Commands that somebody looks for, as people write them: {@code Group.CallbackAfterCreateTopic}, {@code AfterCreateTopic}
 * or {@code after-create-topic}.
 */
public final class CommandSet {
    /** Of all commands. */
    public static final CommandSet ANY = new CommandSet(Set.of());

    private final Set<String> given;
    private final Set<String> compared;

    /** Of these; of all, where there are none. */
    public CommandSet(Set<String> given) {
        this.given = new TreeSet<>(given);
        this.compared = given.stream().map(CommandSet::compared).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether any command fits. */
    public boolean isAny() {
        return given.isEmpty();
    }

    /** Whether a command fits; null is an unknown one, which fits only where any does. */
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

    /** As they were given, in the order of the alphabet. */
    public Set<String> given() {
        return given;
    }

    /** Of the command's name and of its topic's: {@code group.aftercreatetopic}. */
    private static String compared(String command) {
        return command.replace("Callback", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
