package io.imbridge.normalize;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.util.List;

/** Which command a callback is of: the one that its query names. What its body says of that counts for nothing. */
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

    /** Takes a body's own naming of the command out where it says nothing new; anything else stays. */
    static void dropIfEqual(String command, JsonMembers body) {
        for (String name : NAMES) {
            JsonSlice named = body.get(name);
            if (named != null && command.equals(named.text())) {
                body.take(name);
            }
        }
    }
}
