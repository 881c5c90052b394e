package io.imbridge.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.Template.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where something happened: groups and topics, by their names if these are known. */
final class Places {
    private static final int SHOWN = 3;

    private Places() {}

    static @Nullable List<Part> group(Slot slot, Telling telling) {
        String name = telling.text(slot.places());
        if (name != null) {
            return List.of(Telling.name(name, Part.Kind.GROUP));
        }
        String id = telling.text(List.of(Telling.GROUP));
        return id == null ? null : List.of(telling.group(id));
    }

    static @Nullable List<Part> topic(Slot slot, Telling telling) {
        String name = telling.text(slot.places());
        if (name != null) {
            return List.of(Telling.name(name, Part.Kind.TOPIC));
        }
        String id = telling.text(List.of(Telling.TOPIC));
        return id == null ? null : List.of(telling.topic(id));
    }

    static @Nullable List<Part> topics(Slot slot, Telling telling) {
        JsonNode ids = telling.event().at(slot.places().get(0));
        List<List<Part>> shown = new ArrayList<>();
        int more = 0;
        for (JsonNode element : ids) {
            String id = Telling.text(element);
            if (id != null && shown.size() < SHOWN) {
                shown.add(List.of(telling.topic(id)));
            } else {
                more++;
            }
        }
        return shown.isEmpty() ? null : Listing.of(shown, more, "list.other-topic", "list.other-topics");
    }

    static @Nullable List<Part> place(Telling telling) {
        String topicId = telling.text(List.of(Telling.TOPIC));
        String groupId = telling.text(List.of(Telling.GROUP));
        if (topicId == null) {
            return groupId == null ? null : List.of(telling.group(groupId));
        }
        List<Part> place = new ArrayList<>(List.of(telling.topic(topicId)));
        if (groupId != null) {
            place.add(Part.plain(Phrases.get("place.in")));
            place.add(telling.group(groupId));
        }
        return place;
    }
}
