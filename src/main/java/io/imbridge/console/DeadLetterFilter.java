package io.imbridge.console;

import io.imbridge.events.CommandSet;
import org.jspecify.annotations.Nullable;

/**
 * Selects dead letters: a letter must match all given parts.
 *
 * @param reason null for any reason, and likewise for the other parts
 * @param commands the commands of which a letter must have one
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

    /** Whether a letter matches in everything except the reason. The letters are counted by reason. */
    boolean matchesButReason(DeadLetter deadLetter, boolean wasResent) {
        return commands.fits(deadLetter.command())
                && (app == null || app.equals(deadLetter.sdkAppId()))
                && (group == null || group.equals(deadLetter.groupId()))
                && (state == null || wasResent == (state == State.RESENT));
    }

    boolean matches(DeadLetter deadLetter, boolean wasResent) {
        return (reason == null || reason.equals(deadLetter.reason())) && matchesButReason(deadLetter, wasResent);
    }

    /**
     * The same filter for letters that wait. A filter never selects letters for sending that were already sent again.
     */
    DeadLetterFilter waiting() {
        return new DeadLetterFilter(reason, commands, app, group, State.WAITING);
    }

    /** The given parts with their names, for the log. */
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
