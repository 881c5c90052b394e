package io.imbridge.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.testkit.GoldenCallback;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Every JSON has a sentence, and the sentence hides nothing, contains nothing that a terminal obeys, and is not long.
 */
class AnyEventTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST = 4_000;

    /**
     * The characters that no sentence contains: controls, direction marks, line ends, halves of surrogate pairs,
     * unassigned characters.
     */
    private static final String FORBIDDEN =
            "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\x{61c}\\x{200b}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{206f}"
                    + "\\x{feff}\\x{34f}\\x{3164}\\x{fe00}-\\x{fe0e}\\x{e0000}-\\x{e0fff}]";

    @Property(tries = 200, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void any_json_has_a_sentence_that_can_be_shown(@ForAll("values") JsonNode event) {
        assertCanBeShown(Sentences.of(event, Names.NONE));
    }

    /** Golden events with hostile texts, some with fields of any other type. */
    @Property(tries = 200, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void any_event_of_a_command_has_one_too(@ForAll("events") JsonNode event) {
        assertCanBeShown(Sentences.of(event, Names.NONE));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void any_text_can_be_shown(@ForAll("texts") String text) {
        assertThat(VisibleText.of(text)).doesNotContainPattern(FORBIDDEN);
        assertThat(VisibleText.cut(text, 3)).doesNotContainPattern(FORBIDDEN).hasSizeLessThan(80);
    }

    private static void assertCanBeShown(Sentence sentence) {
        assertThat(sentence.text()).isNotBlank().hasSizeLessThan(LONGEST).doesNotContainPattern(FORBIDDEN);
        assertThat(sentence.parts()).allMatch(part -> !part.text().isEmpty());
    }

    @Provide
    Arbitrary<String> texts() {
        char[] odd = {
            '\u202e', '\u0000', '\u001b', '\n', '\r', '\u2028', '\ud83d', '\udcd6', '\u200d', '\ufe0f', '\u200b',
            '\ufeff', '\u20e3', '\u3164', '\u2066', '\udb40', '\udc01', '"', '<', '\u0301'
        };
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(200),
                Arbitraries.strings().alpha().withChars(odd).ofMaxLength(20),
                Arbitraries.of("a".repeat(70_000), "\u202e".repeat(300)),
                Arbitraries.of(endsOfPhrases()));
    }

    /** A field may have the same name as the end of a phrase's name. */
    private static List<String> endsOfPhrases() {
        List<String> ends = new ArrayList<>();
        Phrases.keys().forEach(key -> ends.add(key.substring(key.indexOf('.') + 1)));
        return ends;
    }

    @Provide
    Arbitrary<JsonNode> values() {
        Arbitrary<JsonNode> plain = Arbitraries.oneOf(
                texts().map(NODES::textNode),
                Arbitraries.longs().map(NODES::numberNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
        Arbitrary<JsonNode> shallow = containers(plain);
        return Arbitraries.oneOf(plain, shallow, containers(Arbitraries.oneOf(plain, shallow)));
    }

    private Arbitrary<JsonNode> containers(Arbitrary<JsonNode> values) {
        Arbitrary<JsonNode> arrays =
                values.list().ofMaxSize(4).map(list -> NODES.arrayNode().addAll(list));
        Arbitrary<JsonNode> objects = Combinators.combine(
                        texts().list().ofMaxSize(4), values.list().ofSize(4))
                .as((names, members) -> {
                    ObjectNode object = NODES.objectNode();
                    for (int at = 0; at < names.size(); at++) {
                        object.set(names.get(at), members.get(at));
                    }
                    return object;
                });
        return Arbitraries.oneOf(arrays, objects);
    }

    @Provide
    Arbitrary<JsonNode> events() {
        List<JsonNode> golden = GoldenCallback.all().stream()
                .flatMap(callback -> callback.records().stream())
                .map(record -> record.get("value"))
                .toList();
        Arbitrary<String> commands = Arbitraries.of(
                CommandCatalog.all().stream().map(command -> command.name()).toList());
        return Combinators.combine(
                        Arbitraries.of(golden),
                        values().list().ofMinSize(3).ofMaxSize(3),
                        commands,
                        Arbitraries.integers().between(0, 40))
                .as(AnyEventTest::changed);
    }

    /** The event with some values exchanged, and sometimes with another command. */
    private static JsonNode changed(JsonNode golden, List<JsonNode> values, String command, int at) {
        ObjectNode event = golden.deepCopy();
        if (at % 5 == 0) {
            event.put("command", command);
        }
        List<ObjectNode> objects = new ArrayList<>();
        collect(event, objects);
        int number = at;
        for (JsonNode value : values) {
            ObjectNode object = objects.get(number % objects.size());
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() ? "x" : names.get(number % names.size());
            if (!name.equals("command")) {
                object.set(name, value);
            }
            number += 7;
        }
        return event;
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }
}
