package io.imbridge.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.Template.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists what changed: a clause for each field, such as "set the notice to X" and "cleared the picture". */
final class Changes {
    private static final int SHOWN = 5;
    private static final String NAME = "name";
    private static final String CLEARED = ".cleared";

    /** The phrase for a field that has no phrase of its own. */
    private static final String ANY = "change.any";

    private Changes() {}

    static @Nullable List<Part> profile(String what, SentenceContext context) {
        List<List<Part>> clauses = new ArrayList<>();
        for (Map.Entry<String, JsonNode> change :
                context.event().path("changes").properties()) {
            String field = change.getKey();
            String own = "change." + what + "." + field;
            boolean isOwn = field.equals(NAME) && Phrases.find(own) != null;
            clauses.add(clause(isOwn ? own : "change." + field, field, change.getValue()));
        }
        for (Map.Entry<String, JsonNode> custom :
                context.event().path("customFields").properties()) {
            clauses.add(clause(ANY, custom.getKey(), custom.getValue()));
        }
        return joined(clauses);
    }

    /** Whether a new name is among the changes. */
    static boolean isRenamed(SentenceContext context) {
        return !context.event().at("/changes/name").asText().isEmpty();
    }

    /** Whether the last change cleared a field. */
    static boolean endsCleared(SentenceContext context) {
        JsonNode customFields = context.event().path("customFields");
        @Nullable JsonNode last = null;
        for (JsonNode value : customFields.isEmpty() ? context.event().path("changes") : customFields) {
            last = value;
        }
        return last != null && last.asText().isEmpty();
    }

    static @Nullable List<Part> attributes(SentenceContext context) {
        List<List<Part>> clauses = new ArrayList<>();
        for (Map.Entry<String, JsonNode> attribute :
                context.event().path("attributes").properties()) {
            clauses.add(clause(ANY, attribute.getKey(), attribute.getValue()));
        }
        return joined(clauses);
    }

    static @Nullable List<Part> pairs(Slot slot, SentenceContext context) {
        List<List<Part>> clauses = new ArrayList<>();
        for (JsonNode pair : context.event().at(slot.places().get(0))) {
            String name = SentenceContext.text(pair.path(slot.word(0)));
            if (name != null) {
                clauses.add(clause(slot.word(2) + "." + name, name, pair.path(slot.word(1))));
            }
        }
        return joined(clauses);
    }

    static @Nullable List<Part> differences(Slot slot, SentenceContext context) {
        List<List<Part>> clauses = new ArrayList<>();
        for (JsonNode difference : context.event().at(slot.places().get(0))) {
            String field = SentenceContext.text(difference.path("field"));
            if (field != null) {
                List<Part> clause = new ArrayList<>(List.of(SentenceContext.name(field, Part.Kind.ID)));
                clause.addAll(state("difference.was", difference.path("was")));
                clause.addAll(state("difference.is", difference.path("is")));
                clauses.add(clause);
            }
        }
        List<List<Part>> shown = clauses.subList(0, Math.min(SHOWN, clauses.size()));
        int more = clauses.size() - shown.size() + context.event().path("more").asInt();
        return shown.isEmpty() ? null : Listing.of(shown, more, "list.more-field", "list.more-fields");
    }

    private static List<Part> state(String key, JsonNode value) {
        String text = SentenceContext.text(value);
        if (text == null) {
            return List.of(Part.plain(Phrases.get(key + ".absent")));
        }
        return text.isEmpty()
                ? List.of(Part.plain(Phrases.get(key + ".empty")))
                : List.of(Part.plain(Phrases.get(key)), SentenceContext.value(text));
    }

    static @Nullable List<Part> fields(Slot slot, SentenceContext context) {
        List<List<Part>> clauses = new ArrayList<>();
        JsonNode all = context.event().at(slot.places().get(0));
        for (String field : slot.words()) {
            if (all.has(field)) {
                clauses.add(clause("field." + field, field, all.path(field)));
            }
        }
        return joined(clauses);
    }

    /**
     * The clause for the change of one field.
     *
     * @param key the key of the field's phrase; the phrase for a cleared field stands beside it. If one of the two
     *     is missing, the clause uses the field's name, which may be any text
     */
    private static List<Part> clause(String key, String name, JsonNode value) {
        String text = SentenceContext.text(value);
        boolean isCleared = text == null || text.isEmpty();
        String set = key.equals(ANY) ? null : Phrases.find(key);
        String cleared = Phrases.find(key + CLEARED);
        if (set == null || cleared == null) {
            return named(name, isCleared ? null : text);
        }
        return isCleared
                ? List.of(Part.plain(cleared))
                : List.of(Part.plain(set + " "), SentenceContext.value(String.valueOf(text)));
    }

    private static List<Part> named(String name, @Nullable String text) {
        Part field = SentenceContext.name(name, Part.Kind.ID);
        return text == null
                ? List.of(Part.plain(Phrases.get(ANY + CLEARED) + " "), field)
                : List.of(
                        Part.plain(Phrases.get(ANY) + " "),
                        field,
                        Part.plain(Phrases.get(ANY + ".to")),
                        SentenceContext.value(text));
    }

    private static @Nullable List<Part> joined(List<List<Part>> clauses) {
        List<List<Part>> shown = clauses.subList(0, Math.min(SHOWN, clauses.size()));
        return shown.isEmpty()
                ? null
                : Listing.of(shown, clauses.size() - shown.size(), "list.more-change", "list.more-changes");
    }
}
