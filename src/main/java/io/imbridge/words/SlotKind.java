package io.imbridge.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.Template.Slot;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a slot of a pattern is filled with. */
enum SlotKind {
    /** Who did it, where the sentence begins: the operator unless a place is given, else whoever can be meant. */
    WHO((slot, telling) -> People.who(slot, telling)),
    /** Somebody. */
    PERSON((slot, telling) -> name(slot, telling, Part.Kind.PERSON)),
    /** Somebody who is not the operator. */
    ANOTHER((slot, telling) -> People.another(slot, telling)),
    /** Those of a list; the word is the field in which an element names one. */
    PEOPLE((slot, telling) -> People.all(slot, telling, null, Part.Kind.PERSON)),
    /** As people, of things that have names. */
    THINGS((slot, telling) -> People.all(slot, telling, null, Part.Kind.ID)),
    /** Those of a list whose other side is the first one's {@code From_Account}. */
    OTHERS((slot, telling) -> People.others(slot, telling)),
    /** The event's group; or the name at a place. */
    GROUP((slot, telling) -> Places.group(slot, telling)),
    /** The event's topic; or the name at a place. */
    TOPIC((slot, telling) -> Places.topic(slot, telling)),
    /** The topics of a list. */
    TOPICS((slot, telling) -> Places.topics(slot, telling)),
    /** The event's topic in its group, or its group. */
    PLACE((slot, telling) -> Places.place(telling)),
    /** Any value. */
    VALUE((slot, telling) -> {
        String text = telling.text(slot.places());
        return text == null ? null : List.of(Telling.value(text));
    }),
    /** An id of the vendor's. */
    ID((slot, telling) -> name(slot, telling, Part.Kind.ID)),
    /** A number that is not zero. */
    NONZERO((slot, telling) -> {
        String text = telling.text(slot.places());
        return text == null || text.equals("0") ? null : List.of(Telling.value(text));
    }),
    /** How many a list has, with the word for one and that for more. */
    COUNT((slot, telling) -> {
        JsonNode list = telling.event().at(slot.places().get(0));
        return list.isEmpty() || !list.isArray()
                ? null
                : List.of(Part.plain(list.size() + " " + slot.word(list.size() == 1 ? 0 : 1)));
    }),
    /** A word for one of few values: phrases {@code <first word>.<value>}. One without a phrase stands as it is. */
    SAY((slot, telling) -> {
        String text = telling.text(slot.places());
        String phrase = text == null ? null : Phrases.find(slot.word(0) + "." + text);
        return phrase != null
                ? List.of(Part.plain(phrase))
                : text == null
                        ? null
                        : List.of(Part.plain(Phrases.get(slot.word(0) + ".other") + " "), Telling.value(text));
    }),
    /** What a message says, or what it is where it says nothing. */
    MESSAGE((slot, telling) -> MessageText.of(telling.event().at(slot.places().get(0)))),
    /** What changed of a group or a topic (the word), in the profile and in the custom fields. */
    CHANGES((slot, telling) -> Changes.profile(slot.word(0), telling)),
    /** Nothing where a new name is not among what changed; not found where it is, as that says already of what. */
    UNNAMED((slot, telling) -> Changes.isRenamed(telling) ? null : List.of()),
    /** The word between what changed and of what. */
    LINKED((slot, telling) ->
            List.of(Part.plain(Phrases.get(Changes.endsCleared(telling) ? "linked.of" : "linked.in")))),
    /** The attributes that have a value now. */
    ATTRIBUTES((slot, telling) -> Changes.attributes(telling)),
    /** What a list of names and values sets; the words are the fields of both, and the phrases of the names. */
    PAIRS((slot, telling) -> Changes.pairs(slot, telling)),
    /** A time of the service, to the second. */
    TIME((slot, telling) -> {
        String text = telling.text(slot.places());
        return text == null ? null : List.of(Telling.time(text));
    }),
    /** What fields of a profile were and are, of a list of differences. */
    DIFFERENCES((slot, telling) -> Changes.differences(slot, telling)),
    /** What fields of the vendor's set; the words are the fields. */
    FIELDS((slot, telling) -> Changes.fields(slot, telling));

    private interface Filling {
        @Nullable
        List<Part> fill(Slot slot, Telling telling);
    }

    @SuppressWarnings("ImmutableEnumChecker") // They are functions that hold nothing.
    private final Filling filling;

    SlotKind(Filling filling) {
        this.filling = filling;
    }

    /** By its name in a pattern. */
    static SlotKind of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** What it finds in an event; null where it finds nothing. */
    @Nullable
    List<Part> fill(Slot slot, Telling telling) {
        return filling.fill(slot, telling);
    }

    /** What is said where nothing is found. */
    String absent() {
        return Phrases.get("absent." + name().toLowerCase(Locale.ROOT));
    }

    private static @Nullable List<Part> name(Slot slot, Telling telling, Part.Kind kind) {
        String text = telling.text(slot.places());
        return text == null ? null : List.of(Telling.name(text, kind));
    }
}
