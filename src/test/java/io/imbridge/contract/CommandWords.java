package io.imbridge.contract;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Phase;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.TimeRule;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The catalogue's data about a command, in words. */
final class CommandWords {
    private CommandWords() {}

    /** When the vendor sends it. */
    static String phase(CallbackCommand command) {
        if (command.phase() == Phase.UNKNOWN) {
            return "A command that the catalogue of this version does not know.";
        }
        String sent = command.phase() == Phase.BEFORE
                ? "Sent before the fact, which may still not happen."
                : "Sent after the fact.";
        String batch = command.shape() == Shape.BATCH ? " One record for each event of the vendor's batch." : "";
        return sent + batch;
    }

    /** The source of the record's key. */
    static String key(CallbackCommand command) {
        List<String> pointers = command.key().pointers().stream()
                .map(segments -> "/" + String.join("/", segments))
                .toList();
        if (pointers.isEmpty()) {
            return "none";
        }
        String of = command.shape() == Shape.BATCH ? " of the event in the batch" : " of the callback's body";
        return command.key().pair()
                ? String.join(" and ", pointers) + of
                        + ", sorted and joined by a colon; one alone where the other is missing or empty, none where both are"
                : String.join(", else ", pointers) + of + "; none where that is missing or empty";
    }

    /** The source of the event time. */
    static String time(CallbackCommand command) {
        String source = command.times().stream().map(CommandWords::field).collect(Collectors.joining(", else "));
        boolean documented = command.times().stream().allMatch(TimeRule::documented);
        return "Event time: " + source + (documented ? "." : ", which the vendor does not document for this command.");
    }

    private static String field(TimeRule rule) {
        return rule.field() + " in " + (rule.unit() == TimeUnit.MILLISECONDS ? "milliseconds" : "seconds");
    }
}
