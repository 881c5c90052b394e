package io.imbridge.console;

import io.imbridge.events.CommandSet;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are asked for: those for which all that is given holds.
 *
 * @param reason null for any, as with the others
 * @param commands any of these
 */
record DeadLetterFilter(
        @Nullable String reason,
        CommandSet commands,
        @Nullable String app,
        @Nullable String group,
        @Nullable State state) {
    /** Whether a letter was sent again. */
    enum State {
        WAITING,
        RESENT
    }

    /** Whether all holds but for the reason, which is counted. */
    boolean matchesButReason(DeadLetter deadLetter, boolean wasResent) {
        return commands.fits(deadLetter.command())
                && (app == null || app.equals(deadLetter.sdkAppId()))
                && (group == null || group.equals(deadLetter.groupId()))
                && (state == null || wasResent == (state == State.RESENT));
    }

    boolean matches(DeadLetter deadLetter, boolean wasResent) {
        return (reason == null || reason.equals(deadLetter.reason())) && matchesButReason(deadLetter, wasResent);
    }

    /** The same for those that wait: what was sent again is not sent again by a filter. */
    DeadLetterFilter waiting() {
        return new DeadLetterFilter(reason, commands, app, group, State.WAITING);
    }

    /** For the log: what is given, by name. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        add(text, "reason", reason);
        commands.given().forEach(command -> add(text, "command", command));
        add(text, "app", app);
        add(text, "group", group);
        return text.isEmpty() ? "all" : text.toString();
    }

    private static void add(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value);
        }
    }
}
