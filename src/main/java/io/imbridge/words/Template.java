package io.imbridge.words;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pattern of a sentence: plain words, slots, and optional pieces.
 *
 * <p>A slot such as {@code {person /operator}} consists of a kind, places in the event, and words. The first place that
 * is not empty counts. In words, {@code ~} stands for a space. A piece in brackets is left out unless every slot in it
 * finds something. A slot outside brackets that finds nothing is replaced by words that say so.
 */
final class Template {
    private sealed interface Piece {}

    private record Words(String text) implements Piece {}

    private record Choice(Template template) implements Piece {}

    /**
     * A slot, which is filled from the event.
     *
     * @param kind the kind that fills it
     * @param places where it looks
     * @param words its words
     */
    record Slot(SlotKind kind, List<JsonPointer> places, List<String> words) implements Piece {
        /** A word; an empty text when there are fewer words. */
        String word(int at) {
            return at < words.size() ? words.get(at) : "";
        }
    }

    private final List<Piece> pieces = new ArrayList<>();

    private Template() {}

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when the text is not a pattern
     */
    static Template of(String pattern) {
        Template template = new Template();
        int at = 0;
        while (at < pattern.length()) {
            char first = pattern.charAt(at);
            int end;
            if (first == '[') {
                end = pattern.indexOf(']', at) + 1;
                template.pieces.add(new Choice(of(pattern.substring(at + 1, end - 1))));
            } else if (first == '{') {
                end = pattern.indexOf('}', at) + 1;
                template.pieces.add(slot(pattern.substring(at + 1, end - 1)));
            } else {
                end = at + 1;
                while (end < pattern.length() && pattern.charAt(end) != '[' && pattern.charAt(end) != '{') {
                    end++;
                }
                template.pieces.add(new Words(pattern.substring(at, end)));
            }
            at = end;
        }
        return template;
    }

    private static Slot slot(String text) {
        String[] tokens = text.split(" ", -1);
        List<String> rest = Stream.of(tokens).skip(1).toList();
        return new Slot(
                SlotKind.of(tokens[0]),
                rest.stream()
                        .filter(token -> token.startsWith("/"))
                        .map(JsonPointer::compile)
                        .toList(),
                rest.stream()
                        .filter(token -> !token.startsWith("/"))
                        .map(token -> token.replace('~', ' '))
                        .toList());
    }

    /** The sentence of an event. */
    List<Part> fill(SentenceContext context) {
        List<Part> parts = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Slot slot) {
                List<Part> found = slot.kind().fill(slot, context);
                parts.addAll(found == null ? List.of(Part.plain(slot.kind().absent())) : found);
            } else if (piece instanceof Choice choice) {
                parts.addAll(choice.template().fillWhole(context));
            } else if (piece instanceof Words words) {
                parts.add(Part.plain(words.text()));
            }
        }
        return parts;
    }

    /** Returns nothing, unless each slot finds something. */
    private List<Part> fillWhole(SentenceContext context) {
        for (Piece piece : pieces) {
            if (piece instanceof Slot slot && slot.kind().fill(slot, context) == null) {
                return List.of();
            }
        }
        return fill(context);
    }
}
