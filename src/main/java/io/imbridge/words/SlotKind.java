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
    WHO((slot, context) -> People.who(slot, context)),
    /** A person. */
    PERSON((slot, context) -> name(slot, context, Part.Kind.PERSON)),
    /** A person other than the operator. */
    ANOTHER((slot, context) -> People.another(slot, context)),
    /** The people in a list; the word is the field of an element that names one. */
    PEOPLE((slot, context) -> People.all(slot, context, null, Part.Kind.PERSON)),
    /** Like people, but for things that have names. */
    THINGS((slot, context) -> People.all(slot, context, null, Part.Kind.ID)),
    /** The people in a list of pairs, without the {@code From_Account} of the first pair. */
    OTHERS((slot, context) -> People.others(slot, context)),
    /** The event's group, or the name at a given place. */
    GROUP((slot, context) -> GroupsAndTopics.group(slot, context)),
    /** The event's topic, or the name at a given place. */
    TOPIC((slot, context) -> GroupsAndTopics.topic(slot, context)),
    /** The topics of a list. */
    TOPICS((slot, context) -> GroupsAndTopics.topics(slot, context)),
    /** The event's topic in its group, or its group. */
    PLACE((slot, context) -> GroupsAndTopics.place(context)),
    /** Any value. */
    VALUE((slot, context) -> {
        String text = context.text(slot.places());
        return text == null ? null : List.of(SentenceContext.value(text));
    }),
    /** One of the vendor's ids. */
    ID((slot, context) -> name(slot, context, Part.Kind.ID)),
    /** A number other than zero. */
    NONZERO((slot, context) -> {
        String text = context.text(slot.places());
        return text == null || text.equals("0") ? null : List.of(SentenceContext.value(text));
    }),
    /** The length of a list, with the word for one element or the word for several. */
    COUNT((slot, context) -> {
        JsonNode list = context.event().at(slot.places().get(0));
        return list.isEmpty() || !list.isArray()
                ? null
                : List.of(Part.plain(list.size() + " " + slot.word(list.size() == 1 ? 0 : 1)));
    }),
    /**
     * A word for one of few values: the phrase {@code <first word>.<value>}. A value without a phrase is shown itself,
     * after the phrase {@code <first word>.other}.
     */
    SAY((slot, context) -> {
        String text = context.text(slot.places());
        String phrase = text == null ? null : Phrases.find(slot.word(0) + "." + text);
        return phrase != null
                ? List.of(Part.plain(phrase))
                : text == null
                        ? null
                        : List.of(Part.plain(Phrases.get(slot.word(0) + ".other") + " "), SentenceContext.value(text));
    }),
    /** The text of a message, or its type if it has no text. */
    MESSAGE((slot, context) -> MessageText.of(context.event().at(slot.places().get(0)))),
    /** The changes to a group or a topic (the word says which), in the profile and in the custom fields. */
    CHANGES((slot, context) -> Changes.profile(slot.word(0), context)),
    /**
     * Adds no words if the name did not change. If it did, the slot finds nothing, because the change already says what
     * was renamed.
     */
    UNNAMED((slot, context) -> Changes.isRenamed(context) ? null : List.of()),
    /** The word between the changes and the thing that changed. */
    LINKED((slot, context) ->
            List.of(Part.plain(Phrases.get(Changes.endsCleared(context) ? "linked.of" : "linked.in")))),
    /** The attributes that have a value now. */
    ATTRIBUTES((slot, context) -> Changes.attributes(context)),
    /**
     * The settings in a list of names and values. The words are the fields of the name and of the value, and the prefix
     * of the names' phrases.
     */
    PAIRS((slot, context) -> Changes.pairs(slot, context)),
    /** A time that the service wrote, to the second. */
    TIME((slot, context) -> {
        String text = context.text(slot.places());
        return text == null ? null : List.of(SentenceContext.time(text));
    }),
    /** The old and the new values of profile fields, from a list of differences. */
    DIFFERENCES((slot, context) -> Changes.differences(slot, context)),
    /** The values of vendor fields that an event sets; the words are the fields. */
    FIELDS((slot, context) -> Changes.fields(slot, context));

    private interface Filling {
        @Nullable
        List<Part> fill(Slot slot, SentenceContext context);
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
    List<Part> fill(Slot slot, SentenceContext context) {
        return filling.fill(slot, context);
    }

    /** The words that are used when nothing is found. */
    String absent() {
        return Phrases.get("absent." + name().toLowerCase(Locale.ROOT));
    }

    private static @Nullable List<Part> name(Slot slot, SentenceContext context, Part.Kind kind) {
        String text = context.text(slot.places());
        return text == null ? null : List.of(SentenceContext.name(text, kind));
    }
}
