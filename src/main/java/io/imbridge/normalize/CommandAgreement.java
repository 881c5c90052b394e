package io.imbridge.normalize;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.util.List;

/**
 * Which command a callback is of. The query is the authority; a body that names one too must agree, and has no need
 * to: batches and some notifications name none.
 */
final class CommandAgreement {
    private static final List<String> NAMES = List.of("CallbackCommand", "WebhookCommand");

    private CommandAgreement() {}

    /**
     * The command that query and body agree on. Takes the body's naming of it out.
     *
     * @throws RefusedException one of the refusals of the command
     */
    static String of(CallbackQuery query, JsonMembers body) {
        String command = named(query);
        for (String name : NAMES) {
            JsonSlice inBody = body.take(name);
            if (inBody != null && !command.equals(inBody.text())) {
                throw new RefusedException(Refusal.COMMAND_MISMATCH);
            }
        }
        return command;
    }

    /** Takes an event's own naming of the command out where it says nothing new; else leaves it. */
    static void dropIfEqual(String command, JsonMembers event) {
        for (String name : NAMES) {
            JsonSlice named = event.get(name);
            if (named != null && command.equals(named.text())) {
                event.take(name);
            }
        }
    }

    private static String named(CallbackQuery query) {
        List<String> commands = query.commands();
        if (commands.isEmpty() || commands.get(0).isEmpty()) {
            throw new RefusedException(Refusal.COMMAND_MISSING);
        }
        if (commands.size() > 1) {
            throw new RefusedException(Refusal.COMMAND_REPEATED);
        }
        if (!CallbackCommand.isWellFormed(commands.get(0))) {
            throw new RefusedException(Refusal.COMMAND_MALFORMED);
        }
        return commands.get(0);
    }
}
