package io.imbridge.console;

import io.imbridge.console.DeadLetterFilter.State;
import io.imbridge.events.CommandSet;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads requests for sending dead letters again. */
final class ResendRequest {
    private static final String HOW =
            "Send {\"ids\":[\"<partition>/<offset>\"]} or {\"filter\":{},\"expect\":<count>}.";
    private static final Set<String> NAMES = Set.of("reason", "command", "app", "group", "state");

    private ResendRequest() {}

    /** The letters to send again. */
    sealed interface Choice {}

    record Single(List<DeadLetterId> ids) implements Choice {}

    /**
     * All waiting letters that match.
     *
     * @param expected how many letters the caller expects
     */
    record All(DeadLetterFilter filter, int expected) implements Choice {}

    /**
     * Reads the body of a request.
     *
     * @throws Problem when the body is not such a request
     */
    static Choice read(String body) {
        try {
            JsonObject json = new JsonObject(body);
            if (json.fieldNames().equals(Set.of("ids"))) {
                return new Single(ids(json.getJsonArray("ids")));
            }
            if (!json.fieldNames().equals(Set.of("filter", "expect"))) {
                throw Problem.badRequest(HOW);
            }
            DeadLetterFilter filter = filter(json.getJsonObject("filter"));
            if (filter.state() == State.RESENT) {
                throw Problem.badRequest("What was sent again already is not sent again by a filter.");
            }
            return new All(filter.waiting(), json.getNumber("expect").intValue());
        } catch (DecodeException | ClassCastException | NullPointerException none) {
            throw Problem.badRequest(HOW);
        }
    }

    private static List<DeadLetterId> ids(JsonArray array) {
        Set<DeadLetterId> ids = new LinkedHashSet<>();
        for (Object one : array) {
            DeadLetterId id = one instanceof String text ? DeadLetterId.parse(text) : null;
            if (id == null) {
                throw Problem.badRequest(HOW);
            }
            ids.add(id);
        }
        if (ids.isEmpty() || ids.size() > DeadLetters.BOUND) {
            throw Problem.badRequest("Send 1 to " + DeadLetters.BOUND + " ids.");
        }
        return List.copyOf(ids);
    }

    private static DeadLetterFilter filter(JsonObject json) {
        if (!NAMES.containsAll(json.fieldNames())) {
            throw Problem.badRequest("A filter has reason, command, app and group.");
        }
        Object command = json.getValue("command");
        Set<String> commands = command == null
                ? Set.of()
                : command instanceof JsonArray several
                        ? Set.copyOf(several.stream().map(String.class::cast).toList())
                        : Set.of((String) command);
        return new DeadLetterFilter(
                json.getString("reason"),
                new CommandSet(commands),
                json.getString("app"),
                json.getString("group"),
                state(json.getString("state")));
    }

    /**
     * Reads a state.
     *
     * @throws Problem when there is no such state
     */
    static @Nullable State state(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (State state : State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
                return state;
            }
        }
        throw Problem.badRequest("A dead letter's state is waiting or resent.");
    }
}
