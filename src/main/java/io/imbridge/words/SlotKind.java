package io.imbridge.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.Template.Slot;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of slots in a pattern. Each kind finds its text in the event in its own way. */
enum SlotKind {
    /**
     * The person at the beginning of the sentence: the operator, unless a place is given. If nobody is named, words for
     * the REST API or for an unknown person.
     */
    WHO((slot, telling) -> People.who(slot, telling)),
    /** A person. */
    PERSON((slot, telling) -> name(slot, telling, Part.Kind.PERSON)),
    /** A person other than the operator. */
    ANOTHER((slot, telling) -> People.another(slot, telling)),
    /** The people in a list; the word is the field of an element that names one. */
    PEOPLE((slot, telling) -> People.all(slot, telling, null, Part.Kind.PERSON)),
    /** Like people, but for things that have names. */
    THINGS((slot, telling) -> People.all(slot, telling, null, Part.Kind.ID)),
    /** The people in a list of pairs, without the {@code From_Account} of the first pair. */
    OTHERS((slot, telling) -> People.others(slot, telling)),
    /** The event's group, or the name at a given place. */
    GROUP((slot, telling) -> Places.group(slot, telling)),
    /** The event's topic, or the name at a given place. */
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
    /** One of the vendor's ids. */
    ID((slot, telling) -> name(slot, telling, Part.Kind.ID)),
    /** A number other than zero. */
    NONZERO((slot, telling) -> {
        String text = telling.text(slot.places());
        return text == null || text.equals("0") ? null : List.of(Telling.value(text));
    }),
    /** The length of a list, with the word for one element or the word for several. */
    COUNT((slot, telling) -> {
        JsonNode list = telling.event().at(slot.places().get(0));
        return list.isEmpty() || !list.isArray()
                ? null
                : List.of(Part.plain(list.size() + " " + slot.word(list.size() == 1 ? 0 : 1)));
    }),
    /**
     * A word for one of few values: the phrase {@code <first word>.<value>}. A value without a phrase is shown itself,
     * after the phrase {@code <first word>.other}.
     */
    SAY((slot, telling) -> {
        String text = telling.text(slot.places());
        String phrase = text == null ? null : Phrases.find(slot.word(0) + "." + text);
        return phrase != null
                ? List.of(Part.plain(phrase))
                : text == null
                        ? null
                        : List.of(Part.plain(Phrases.get(slot.word(0) + ".other") + " "), Telling.value(text));
    }),
    /** The text of a message, or its type if it has no text. */
    MESSAGE((slot, telling) -> MessageText.of(telling.event().at(slot.places().get(0)))),
    /** The changes to a group or a topic (the word says which), in the profile and in the custom fields. */
    CHANGES((slot, telling) -> Changes.profile(slot.word(0), telling)),
    /**
     * Adds no words if the name did not change. If it did, the slot finds nothing, because the change already says what
     * was renamed.
     */
    UNNAMED((slot, telling) -> Changes.isRenamed(telling) ? null : List.of()),
    /** The word between the changes and the thing that changed. */
    LINKED((slot, telling) ->
            List.of(Part.plain(Phrases.get(Changes.endsCleared(telling) ? "linked.of" : "linked.in")))),
    /** The attributes that have a value now. */
    ATTRIBUTES((slot, telling) -> Changes.attributes(telling)),
    /**
     * The settings in a list of names and values. The words are the fields of the name and of the value, and the prefix
     * of the names' phrases.
     */
    PAIRS((slot, telling) -> Changes.pairs(slot, telling)),
    /** A time that the service wrote, to the second. */
    TIME((slot, telling) -> {
        String text = telling.text(slot.places());
        return text == null ? null : List.of(Telling.time(text));
    }),
    /** The old and the new values of profile fields, from a list of differences. */
    DIFFERENCES((slot, telling) -> Changes.differences(slot, telling)),
    /** The values of vendor fields that an event sets; the words are the fields. */
    FIELDS((slot, telling) -> Changes.fields(slot, telling));

    private interface Filling {
        @Nullable
        List<Part> fill(Slot slot, Telling telling);
    }

    @SuppressWarnings("ImmutableEnumChecker") // They are functions without state.
    private final Filling filling;

    SlotKind(Filling filling) {
        this.filling = filling;
    }

    /** The kind with a name as patterns write it. */
    static SlotKind of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The text that this kind finds in an event; null when it finds nothing. */
    @Nullable
    List<Part> fill(Slot slot, Telling telling) {
        return filling.fill(slot, telling);
    }

    /** The words that are used when nothing is found. */
    String absent() {
        return Phrases.get("absent." + name().toLowerCase(Locale.ROOT));
    }

    private static @Nullable List<Part> name(Slot slot, Telling telling, Part.Kind kind) {
        String text = telling.text(slot.places());
        return text == null ? null : List.of(Telling.name(text, kind));
    }
}
