package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names in a body's objects, which strangers choose. */
class BodyNamesTest {
    private static final String COMMAND = "Group.CallbackAfterTomorrow";
    /** Much more than the names may need in total, and much less than the strangers' names here need. */
    private static final long ROOM = 24L * 1024 * 1024;

    private static final ObjectMapper DEFAULT = new ObjectMapper();

    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    @ParameterizedTest
    @CsvSource({"900000, 64", "49000, 2000", "16000, 4000"})
    void names_that_are_always_new_leave_nothing_in_memory(int length, int bodies) {
        event("{\"GroupId\":\"g\"}");
        long before = memoryInUse();

        for (int i = 0; i < bodies; i++) {
            String name = i + "n".repeat(length);
            refusal("{\"" + name + "\":1}");
        }

        assertThat(memoryInUse() - before).isLessThan(ROOM);
    }

    @Test
    void of_the_names_that_came_only_short_ones_are_remembered_and_no_more_than_there_is_room_for() {
        NameCache cache = new NameCache();
        String kept = cache.of("\"GroupId\"".getBytes(UTF_8), 1, 8);
        byte[] tooLong = "n".repeat(NameCache.LONGEST + 1).getBytes(UTF_8);

        assertThat(cache.of("GroupId".getBytes(UTF_8), 0, 7))
                .isEqualTo("GroupId")
                .isSameAs(kept);
        assertThat(cache.of(tooLong, 0, tooLong.length)).isNotSameAs(cache.of(tooLong, 0, tooLong.length));
        for (int i = 0; i < 100_000; i++) {
            byte[] name = Integer.toString(i).getBytes(UTF_8);
            assertThat(cache.of(name, 0, name.length)).isEqualTo(Integer.toString(i));
        }
        assertThat(cache.remembered()).hasSizeLessThanOrEqualTo(NameCache.PLACES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\\ud83d\\ude00\":1,\"😀\":2}",
                "{\"x\":{\"😀\":1,\"\\ud83d\\ude00\":2}}",
                "{\"x\":[{\"\\uD83D\\uDE00\":1,\"\\ud83d\\ude00\":2}]}",
                "{\"\\ud800\":1,\"\\uD800\":2}",
                "{\"x\":{\"\\udc00\":1,\"\\udc00\":2}}",
                "{\"\\u00e9\":1,\"é\":2}",
                "{\"\\ud83d\\ude00\":1,\"a\":1,\"\\u0061\":2}",
            })
    void names_that_say_the_same_are_one_name(String body) {
        assertThat(refusal(body)).isEqualTo(Refusal.DUPLICATE_NAME);
    }

    @Test
    void names_are_compared_at_any_depth() {
        for (int lists = 0; lists < ReaderLimits.DEPTH - 1; lists++) {
            String begin = "{\"a\":" + "[".repeat(lists) + "{\"b\":{},\"";
            String end = "\":1}" + "]".repeat(lists) + "}";

            assertThat(refusal(begin + "b" + end))
                    .isEqualTo(lists < ReaderLimits.DEPTH - 2 ? Refusal.DUPLICATE_NAME : Refusal.TOO_DEEP);
            assertThat(refusal(begin + "c" + end)).isEqualTo(lists < ReaderLimits.DEPTH - 2 ? null : Refusal.TOO_DEEP);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\\ud83d\\ude00\":1,\"😁\":2,\"\\u00f0\\u009f\\u0098\\u0081\":3}",
                "{\"\\ud83d\\ude00\":1,\"é\":2,\"\\u00c3\\u00a9\":3}",
                "{\"\\ud800\":1,\"\\udc00\":2,\"\\ufffd\":3,\"?\":4}",
            })
    void names_that_say_something_else_are_different_ones(String body) {
        assertThat(refusal(body)).isNull();
    }

    @Property(tries = 3000)
    void objects_are_taken_whose_names_differ_as_text_and_no_others(@ForAll("names") List<Name> names)
            throws IOException {
        Set<String> texts = names.stream().map(Name::text).collect(Collectors.toSet());
        String members = IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i).written() + ":" + i)
                .collect(Collectors.joining(","));
        String body = "{" + members + ",\"in\":[{" + members + "}]}";

        if (texts.size() < names.size()) {
            assertThat(refusal(body)).isEqualTo(Refusal.DUPLICATE_NAME);
            return;
        }
        JsonNode extra = DEFAULT.readTree(event(body).value()).get("extra");
        Set<String> expected = names.stream().map(Name::inTheEvent).collect(Collectors.toSet());
        assertThat(namesOf(extra.get("in").get(0))).isEqualTo(expected);
        expected.add("in");
        assertThat(namesOf(extra)).isEqualTo(expected);
    }

    /**
     * From few code units, so that many names are equal; without a backslash, which half of a surrogate pair becomes.
     */
    @Provide
    Arbitrary<List<Name>> names() {
        Arbitrary<Unit> unit = Combinators.combine(
                        Arbitraries.of('a', 'é', '群', '\ud83d', '\ude00', '\ud800', '\udfff'),
                        Arbitraries.of(true, false))
                .as(Unit::new);
        return unit.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(Name::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(4);
    }

    /** One UTF-16 unit of a name. */
    record Unit(char character, boolean escaped) {}

    /** A name as the list of its UTF-16 units. */
    record Name(List<Unit> units) {
        String text() {
            return units.stream()
                    .map(unit -> Character.toString(unit.character()))
                    .collect(Collectors.joining());
        }

        /** The name as JSON; half of a surrogate pair can only be an escape. */
        String written() {
            StringBuilder written = new StringBuilder("\"");
            for (int i = 0; i < units.size(); i++) {
                Unit unit = units.get(i);
                if (isPair(i) && !unit.escaped() && !units.get(i + 1).escaped()) {
                    written.append(unit.character()).append(units.get(++i).character());
                } else if (Character.isSurrogate(unit.character()) || unit.escaped()) {
                    written.append(String.format("\\u%04x", (int) unit.character()));
                } else {
                    written.append(unit.character());
                }
            }
            return written.append('"').toString();
        }

        /** The name in the event; half of a surrogate pair is not text, so its escape is there. */
        String inTheEvent() {
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < units.size(); i++) {
                char unit = units.get(i).character();
                if (isPair(i)) {
                    name.append(unit).append(units.get(++i).character());
                } else {
                    name.append(Character.isSurrogate(unit) ? String.format("\\u%04x", (int) unit) : unit);
                }
            }
            return name.toString();
        }

        private boolean isPair(int at) {
            return at + 1 < units.size()
                    && Character.isSurrogatePair(
                            units.get(at).character(), units.get(at + 1).character());
        }
    }

    private static long memoryInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Set<String> namesOf(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Refusal refusal(String body) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> event(body));
        return refused == null ? null : refused.refusal();
    }

    private ImEvent event(String body) {
        CallbackQuery query = CallbackQuery.parse("CallbackCommand=" + COMMAND);
        return normalizer
                .normalize(new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body.getBytes(UTF_8)))
                .get(0);
    }
}
