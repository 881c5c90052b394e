package io.imbridge.console;

import io.imbridge.events.CommandSet;
import io.imbridge.events.EntryFilter;
import io.imbridge.events.Since;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request. An empty parameter counts as absent. */
record ResourceQuery(RoutingContext routing) {
    /** The parameters that filter events, in all resources. */
    static final Set<String> FILTERS = Set.of("app", "command", "group", "topicId", "operator", "text");

    /** The filters, and more parameters. */
    static Set<String> filtersAnd(String... more) {
        Set<String> all = new HashSet<>(FILTERS);
        all.addAll(List.of(more));
        return all;
    }

    @Nullable
    String text(String name) {
        List<String> given = routing.queryParam(name);
        if (given.size() > 1) {
            throw Problem.badRequest("Give " + name + " once.");
        }
        return given.isEmpty() || given.get(0).isEmpty() ? null : given.get(0);
    }

    /** A parameter that must be present. */
    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw Problem.badRequest("Ask with " + name + ".");
        }
        return text;
    }

    /** The commands of which an event must have one; empty for all commands. */
    CommandSet commands() {
        Set<String> commands = new HashSet<>(routing.queryParam("command"));
        commands.remove("");
        return new CommandSet(commands);
    }

    EntryFilter filter() {
        return new EntryFilter(text("app"), commands(), text("group"), text("topicId"), text("operator"), text("text"));
    }

    /** The earliest time; null if none is given. */
    @Nullable
    Instant from() {
        String from = text("from");
        try {
            return from == null ? null : Since.parse(from, Instant.now());
        } catch (IllegalArgumentException none) {
            throw Problem.badRequest(String.valueOf(none.getMessage()));
        }
    }

    /** The wanted number, from 1 to the given maximum. */
    int limit(int usual, int most) {
        String limit = text("limit");
        if (limit == null) {
            return usual;
        }
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > most) {
            throw Problem.badRequest("limit is a number from 1 to " + most + ".");
        }
        return Integer.parseInt(limit);
    }
}
