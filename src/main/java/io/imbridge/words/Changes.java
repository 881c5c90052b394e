package io.imbridge.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.Template.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What changed: a clause for each field, such as "set the notice to X" and "cleared the picture". */
final class Changes {
    private static final int SHOWN = 5;
    private static final String NAME = "name";
    private static final String CLEARED = ".cleared";

    private Changes() {}

    static @Nullable List<Part> profile(String what, Telling telling) {
        List<List<Part>> clauses = new ArrayList<>();
        for (Map.Entry<String, JsonNode> change :
                telling.event().path("changes").properties()) {
            String field = change.getKey();
            String own = "change." + what + "." + field;
            boolean isOwn = field.equals(NAME) && Phrases.find(own) != null;
            String key = isOwn ? own : "change." + field;
            clauses.add(clause(Phrases.find(key) == null ? null : key, field, change.getValue()));
        }
        for (Map.Entry<String, JsonNode> custom :
                telling.event().path("customFields").properties()) {
            clauses.add(clause(null, custom.getKey(), custom.getValue()));
        }
        return joined(clauses);
    }

    /** Whether a new name is among what changed. */
    static boolean isRenamed(Telling telling) {
        return !telling.event().at("/changes/name").asText().isEmpty();
    }

    /** Whether the last change took something away. */
    static boolean endsCleared(Telling telling) {
        JsonNode customFields = telling.event().path("customFields");
        @Nullable JsonNode last = null;
        for (JsonNode value : customFields.isEmpty() ? telling.event().path("changes") : customFields) {
            last = value;
        }
        return last != null && last.asText().isEmpty();
    }

    static @Nullable List<Part> attributes(Telling telling) {
        List<List<Part>> clauses = new ArrayList<>();
        for (Map.Entry<String, JsonNode> attribute :
                telling.event().path("attributes").properties()) {
            clauses.add(clause(null, attribute.getKey(), attribute.getValue()));
        }
        return joined(clauses);
    }

    static @Nullable List<Part> pairs(Slot slot, Telling telling) {
        List<List<Part>> clauses = new ArrayList<>();
        for (JsonNode pair : telling.event().at(slot.places().get(0))) {
            String name = Telling.text(pair.path(slot.word(0)));
            if (name != null) {
                String key = slot.word(2) + "." + name;
                clauses.add(clause(Phrases.find(key) == null ? null : key, name, pair.path(slot.word(1))));
            }
        }
        return joined(clauses);
    }

    static @Nullable List<Part> fields(Slot slot, Telling telling) {
        List<List<Part>> clauses = new ArrayList<>();
        JsonNode all = telling.event().at(slot.places().get(0));
        for (String field : slot.words()) {
            if (all.has(field)) {
                String key = "field." + field;
                clauses.add(clause(Phrases.find(key) == null ? null : key, field, all.path(field)));
            }
        }
        return joined(clauses);
    }

    /**
     * What became of a field.
     *
     * @param key its phrase, beside which is the one for a field that was cleared; null for a field that has none
     */
    private static List<Part> clause(@Nullable String key, String name, JsonNode value) {
        String text = Telling.text(value);
        if (text == null || text.isEmpty()) {
            return key == null
                    ? List.of(Part.plain(Phrases.get("change.any.cleared") + " "), Telling.name(name, Part.Kind.ID))
                    : List.of(Part.plain(Phrases.get(key + CLEARED)));
        }
        return key == null
                ? List.of(
                        Part.plain(Phrases.get("change.any") + " "),
                        Telling.name(name, Part.Kind.ID),
                        Part.plain(Phrases.get("change.any.to")),
                        Telling.value(text))
                : List.of(Part.plain(Phrases.get(key) + " "), Telling.value(text));
    }

    private static @Nullable List<Part> joined(List<List<Part>> clauses) {
        List<List<Part>> shown = clauses.subList(0, Math.min(SHOWN, clauses.size()));
        return shown.isEmpty()
                ? null
                : Listing.of(shown, clauses.size() - shown.size(), "list.more-change", "list.more-changes");
    }
}
