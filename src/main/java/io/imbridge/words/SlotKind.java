package io.imbridge.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.Template.Slot;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a slot of a pattern is filled with. */
enum SlotKind {
    /** Who did it, where the sentence begins: the operator unless a place is given, else whoever can be meant. */
    WHO((slot, context) -> People.who(slot, context)),
    /** Somebody. */
    PERSON((slot, context) -> name(slot, context, Part.Kind.PERSON)),
    /** Somebody who is not the operator. */
    ANOTHER((slot, context) -> People.another(slot, context)),
    /** Those of a list; the word is the field in which an element names one. */
    PEOPLE((slot, context) -> People.all(slot, context, null, Part.Kind.PERSON)),
    /** As people, of things that have names. */
    THINGS((slot, context) -> People.all(slot, context, null, Part.Kind.ID)),
    /** Those of a list whose other side is the first one's {@code From_Account}. */
    OTHERS((slot, context) -> People.others(slot, context)),
    /** The event's group; or the name at a place. */
    GROUP((slot, context) -> GroupsAndTopics.group(slot, context)),
    /** The event's topic; or the name at a place. */
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
    /** An id of the vendor's. */
    ID((slot, context) -> name(slot, context, Part.Kind.ID)),
    /** A number that is not zero. */
    NONZERO((slot, context) -> {
        String text = context.text(slot.places());
        return text == null || text.equals("0") ? null : List.of(SentenceContext.value(text));
    }),
    /** How many a list has, with the word for one and that for more. */
    COUNT((slot, context) -> {
        JsonNode list = context.event().at(slot.places().get(0));
        return list.isEmpty() || !list.isArray()
                ? null
                : List.of(Part.plain(list.size() + " " + slot.word(list.size() == 1 ? 0 : 1)));
    }),
    /** A word for one of few values: phrases {@code <first word>.<value>}. One without a phrase stands as it is. */
    SAY((slot, context) -> {
        String text = context.text(slot.places());
        String phrase = text == null ? null : Phrases.find(slot.word(0) + "." + text);
        return phrase != null
                ? List.of(Part.plain(phrase))
                : text == null
                        ? null
                        : List.of(Part.plain(Phrases.get(slot.word(0) + ".other") + " "), SentenceContext.value(text));
    }),
    /** What a message says, or what it is where it says nothing. */
    MESSAGE((slot, context) -> MessageText.of(context.event().at(slot.places().get(0)))),
    /** What changed of a group or a topic (the word), in the profile and in the custom fields. */
    CHANGES((slot, context) -> Changes.profile(slot.word(0), context)),
    /** Nothing where a new name is not among what changed; not found where it is, as that says already of what. */
    UNNAMED((slot, context) -> Changes.isRenamed(context) ? null : List.of()),
    /** The word between what changed and of what. */
    LINKED((slot, context) ->
            List.of(Part.plain(Phrases.get(Changes.endsCleared(context) ? "linked.of" : "linked.in")))),
    /** The attributes that have a value now. */
    ATTRIBUTES((slot, context) -> Changes.attributes(context)),
    /** What a list of names and values sets; the words are the fields of both, and the phrases of the names. */
    PAIRS((slot, context) -> Changes.pairs(slot, context)),
    /** A time of the service, to the second. */
    TIME((slot, context) -> {
        String text = context.text(slot.places());
        return text == null ? null : List.of(SentenceContext.time(text));
    }),
    /** What fields of a profile were and are, of a list of differences. */
    DIFFERENCES((slot, context) -> Changes.differences(slot, context)),
    /** What fields of the vendor's set; the words are the fields. */
    FIELDS((slot, context) -> Changes.fields(slot, context));

    private interface Filling {
        @Nullable
        List<Part> fill(Slot slot, SentenceContext context);
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
    List<Part> fill(Slot slot, SentenceContext context) {
        return filling.fill(slot, context);
    }

    /** What is said where nothing is found. */
    String absent() {
        return Phrases.get("absent." + name().toLowerCase(Locale.ROOT));
    }

    private static @Nullable List<Part> name(Slot slot, SentenceContext context, Part.Kind kind) {
        String text = context.text(slot.places());
        return text == null ? null : List.of(SentenceContext.name(text, kind));
    }
}
