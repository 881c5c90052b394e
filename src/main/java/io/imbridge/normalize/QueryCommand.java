package io.imbridge.normalize;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.util.List;

/** Finds the command of a callback. The query names it; a name in the body has no effect. */
final class QueryCommand {
    private static final List<String> NAMES = List.of("CallbackCommand", "WebhookCommand");

    private QueryCommand() {}

    /**
     * The command.
     *
     * @throws RefusedException one of the refusals of the command
     */
    static String of(CallbackQuery query) {
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

    /** Removes the command's name from the body if it equals the command; else leaves it there. */
    static void dropIfEqual(String command, JsonMembers body) {
        for (String name : NAMES) {
            JsonSlice named = body.get(name);
            if (named != null && command.equals(named.text())) {
                body.take(name);
            }
        }
    }
}
