package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.ProfileField;
import io.imbridge.callback.RawCallback;
import io.imbridge.testkit.BodyRebuilder;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class LosslessTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE)
    void the_event_gives_the_body_back(@ForAll("commands") String name, @ForAll("objects") JsonNode body) {
        List<ImEvent> events = normalizer.normalize(callback(name, body.toString()));

        assertThat(rebuilt(events)).isEqualTo(BodyRebuilder.canonical(CommandCatalog.find(name), body));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void the_events_of_a_batch_give_its_elements_and_the_rest_back(
            @ForAll("lists") List<JsonNode> elements, @ForAll("objects") JsonNode rest) {
        CallbackCommand command = CommandCatalog.find("Push.OfflinePush");
        ObjectNode body = NODES.objectNode();
        rest.properties().forEach(member -> body.set("of all: " + member.getKey(), member.getValue()));
        body.set("Events", NODES.arrayNode().addAll(elements));

        List<ImEvent> events = normalizer.normalize(callback(command.name(), body.toString()));

        assertThat(events).hasSameSizeAs(elements);
        assertThat(rebuilt(events)).isEqualTo(BodyRebuilder.canonical(command, body));
    }

    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void a_callback_of_any_command_gives_its_body_back_whatever_becomes_of_its_fields(
            @ForAll("bentCallbacks") GoldenCallback bent) {
        List<ImEvent> events = normalizer.normalize(bent.raw());

        assertThat(rebuilt(events))
                .isEqualTo(BodyRebuilder.canonical(CommandCatalog.find(bent.command()), bent.readBody()));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void white_space_and_comments_between_tokens_change_nothing(@ForAll("objects") JsonNode body) {
        String command = "Group.CallbackAfterTomorrow";
        String commented = "// \"first\n" + body.toPrettyString() + " /* \"last */ // very last";

        ImEvent plain = normalizer.normalize(callback(command, body.toString())).get(0);
        ImEvent spaced = normalizer.normalize(callback(command, commented)).get(0);

        assertThat(new String(spaced.value(), UTF_8)).isEqualTo(new String(plain.value(), UTF_8));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void an_escape_for_every_character_changes_nothing_in_what_is_said(
            @ForAll("commands") String name, @ForAll("objects") JsonNode body) throws IOException {
        String escaped = ESCAPING.writeValueAsString(body);

        List<ImEvent> events = normalizer.normalize(callback(name, escaped));

        assertThat(rebuilt(events)).isEqualTo(BodyRebuilder.canonical(CommandCatalog.find(name), body));
    }

    static List<ObjectNode> rebuilt(List<ImEvent> events) {
        return events.stream()
                .map(event -> asRead(new String(event.value(), UTF_8)))
                .map(BodyRebuilder::rebuild)
                .toList();
    }

    private static RawCallback callback(String command, String body) {
        CallbackQuery query = CallbackQuery.parse("SdkAppid=1400000000&CallbackCommand=" + command);
        return new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body.getBytes(UTF_8));
    }

    @Provide
    Arbitrary<String> commands() {
        return Arbitraries.of(Stream.concat(
                        Stream.of("Group.CallbackAfterTomorrow"),
                        CommandCatalog.all().stream().map(CallbackCommand::name))
                .toList());
    }

    @Provide
    Arbitrary<JsonNode> objects() {
        return object(value(3)).map(node -> asRead(node.toString()));
    }

    @Provide
    Arbitrary<List<JsonNode>> lists() {
        return object(value(1))
                .map(node -> asRead(node.toString()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    /** The golden callbacks with their fields kept, removed, or of any type, and with some unknown fields. */
    @Provide
    Arbitrary<GoldenCallback> bentCallbacks() {
        return Arbitraries.oneOf(GoldenCallback.all().stream()
                .map(golden -> bent(golden.readBody()).map(bent -> golden.withBody(bent.toString())))
                .toList());
    }

    private static Arbitrary<ObjectNode> bent(ObjectNode body) {
        List<Arbitrary<Optional<JsonNode>>> fates =
                body.properties().stream().map(LosslessTest::fate).toList();
        Arbitrary<Map<String, JsonNode>> more = Arbitraries.maps(texts().map(name -> "of nobody: " + name), value(2))
                .ofMaxSize(4);
        return Combinators.combine(Combinators.combine(fates).as(kept -> kept), more)
                .as((kept, added) -> {
                    ObjectNode result = NODES.objectNode();
                    Iterator<Optional<JsonNode>> values = kept.iterator();
                    body.fieldNames()
                            .forEachRemaining(name -> values.next().ifPresent(value -> result.set(name, value)));
                    return result.setAll(added);
                });
    }

    /** What happens to a field: its new value, or nothing if it is removed. */
    private static Arbitrary<Optional<JsonNode>> fate(Map.Entry<String, JsonNode> field) {
        Arbitrary<Optional<JsonNode>> kept = Arbitraries.just(Optional.of(field.getValue()));
        Arbitrary<Optional<JsonNode>> replaced = value(2).map(Optional::of);
        return Arbitraries.frequencyOf(
                Tuple.of(3, kept), Tuple.of(1, Arbitraries.just(Optional.empty())), Tuple.of(2, replaced));
    }

    /** A value with the node types of the parser, so that equal numbers are equal nodes. */
    private static JsonNode asRead(String json) {
        try {
            return GoldenCallback.JSON.readTree(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Arbitrary<JsonNode> value(int depth) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                texts().map(NODES::textNode),
                Arbitraries.bigIntegers().map(NODES::numberNode),
                Arbitraries.longs().between(0, 2_000_000_000_000L).map(n -> NODES.numberNode(BigInteger.valueOf(n))),
                Arbitraries.bigDecimals().map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> nested = value(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(6, leaf),
                Tuple.of(1, array(nested)),
                Tuple.of(1, array(texts().map(NODES::textNode))),
                Tuple.of(1, array(pair())),
                Tuple.of(1, object(nested)));
    }

    private static Arbitrary<JsonNode> object(Arbitrary<JsonNode> values) {
        return Arbitraries.maps(names(), values).ofMaxSize(12).map(members -> {
            ObjectNode object = NODES.objectNode();
            return object.setAll(members);
        });
    }

    private static Arbitrary<JsonNode> array(Arbitrary<? extends JsonNode> values) {
        return values.list().ofMaxSize(4).map(elements -> {
            ArrayNode array = NODES.arrayNode();
            return array.addAll(elements);
        });
    }

    /** A custom field or an attribute in a body. */
    private static Arbitrary<JsonNode> pair() {
        return Combinators.combine(Arbitraries.of(true, false), texts(), texts())
                .as((field, key, value) ->
                        NODES.objectNode().put(field ? "Key" : "key", key).put(field ? "Value" : "value", value));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "GroupId", "TopicId", "TopicIdList", "Type", "Operator_Account", "Owner_Account", "Name"),
                Arbitraries.of("UserDefinedDataList", "EventTime"),
                Arbitraries.of(ProfileField.values()).map(ProfileField::vendorName),
                Arbitraries.of("GroupAttr", "OptionType", "NewOwner_Account", "OldOwner_Account", "MemberList"),
                Arbitraries.of("MsgTime", "LastReadTime", "Info", "PairList", "From_Account", "To_Account", "extra"),
                texts());
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12).filter(text -> UTF_8.newEncoder()
                        .canEncode(text)),
                Arbitraries.strings().withChars("\"\\/*\n\t ,:{}[]群组é").ofMaxLength(12),
                Arbitraries.strings().numeric().ofMaxLength(14));
    }
}
