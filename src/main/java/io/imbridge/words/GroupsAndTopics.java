package io.imbridge.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.Template.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where it happened: groups and topics, by their names where these are known. */
final class GroupsAndTopics {
    private static final int SHOWN = 3;

    private GroupsAndTopics() {}

    static @Nullable List<Part> group(Slot slot, SentenceContext context) {
        String name = context.text(slot.places());
        if (name != null) {
            return List.of(SentenceContext.name(name, Part.Kind.GROUP));
        }
        String id = context.text(List.of(SentenceContext.GROUP));
        return id == null ? null : List.of(context.group(id));
    }

    static @Nullable List<Part> topic(Slot slot, SentenceContext context) {
        String name = context.text(slot.places());
        if (name != null) {
            return List.of(SentenceContext.name(name, Part.Kind.TOPIC));
        }
        String id = context.text(List.of(SentenceContext.TOPIC));
        return id == null ? null : List.of(context.topic(id));
    }

    static @Nullable List<Part> topics(Slot slot, SentenceContext context) {
        JsonNode ids = context.event().at(slot.places().get(0));
        List<List<Part>> shown = new ArrayList<>();
        int more = 0;
        for (JsonNode element : ids) {
            String id = SentenceContext.text(element);
            if (id != null && shown.size() < SHOWN) {
                shown.add(List.of(context.topic(id)));
            } else {
                more++;
            }
        }
        return shown.isEmpty() ? null : Listing.of(shown, more, "list.other-topic", "list.other-topics");
    }

    static @Nullable List<Part> place(SentenceContext context) {
        String topicId = context.text(List.of(SentenceContext.TOPIC));
        String groupId = context.text(List.of(SentenceContext.GROUP));
        if (topicId == null) {
            return groupId == null ? null : List.of(context.group(groupId));
        }
        List<Part> place = new ArrayList<>(List.of(context.topic(topicId)));
        if (groupId != null) {
            place.add(Part.plain(Phrases.get("place.in")));
            place.add(context.group(groupId));
        }
        return place;
    }
}
