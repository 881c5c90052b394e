package io.imbridge.normalize;

import static io.imbridge.normalize.LosslessTest.rebuilt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.ProfileField;
import io.imbridge.testkit.BodyRebuilder;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every golden callback, with values of all types that the documents do not give it. */
class WrongTypesTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What an event has a name for when it is a text. */
    private static final Set<String> TEXTS = Stream.concat(
                    Stream.of(
                            "GroupId",
                            "TopicId",
                            "TopicIdList",
                            "Type",
                            "Operator_Account",
                            "Owner_Account",
                            "NewOwner_Account"),
                    Arrays.stream(ProfileField.values()).map(ProfileField::vendorName))
            .collect(Collectors.toSet());

    private static final List<JsonNode> VALUES = List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-7),
            NODES.numberNode(new BigDecimal("1.5")),
            NODES.textNode("neither a number nor a list"),
            NODES.arrayNode().add(7),
            NODES.objectNode().put("Key", 7));

    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    static Stream<GoldenCallback> callbacks() {
        return GoldenCallback.all().stream();
    }

    static Stream<GoldenCallback> batches() {
        return callbacks().filter(golden -> shape(golden) == CallbackCommand.Shape.BATCH);
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void a_field_of_the_wrong_type_stands_under_extra_as_it_came(GoldenCallback golden) throws IOException {
        ObjectNode body = golden.readBody();

        for (Map.Entry<String, JsonNode> field : body.properties()) {
            for (JsonNode wrong : wrongFor(field)) {
                ObjectNode bent = body.deepCopy().set(field.getKey(), wrong);

                List<ImEvent> events =
                        normalizer.normalize(golden.withBody(bent.toString()).raw());

                for (ImEvent event : events) {
                    assertThat(extra(event).get(field.getKey()))
                            .as(field.getKey())
                            .isEqualTo(wrong);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void a_field_of_the_wrong_type_in_an_event_of_a_batch_does_too(GoldenCallback golden) throws IOException {
        ObjectNode body = golden.readBody();

        for (Map.Entry<String, JsonNode> field : body.path("Events").path(0).properties()) {
            for (JsonNode wrong : wrongFor(field)) {
                ObjectNode bent = body.deepCopy();
                ((ObjectNode) bent.get("Events").get(0)).set(field.getKey(), wrong);

                List<ImEvent> events =
                        normalizer.normalize(golden.withBody(bent.toString()).raw());

                assertThat(extra(events.get(0)).get(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(wrong);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void a_value_of_any_type_at_any_depth_is_not_lost(GoldenCallback golden) {
        CallbackCommand command = CommandCatalog.find(golden.command());
        ObjectNode body = golden.readBody();

        for (JsonNode value : VALUES) {
            for (ObjectNode bent : replacedAnywhere(body, value)) {
                List<ImEvent> events =
                        normalizer.normalize(golden.withBody(bent.toString()).raw());

                assertThat(rebuilt(events)).isEqualTo(BodyRebuilder.canonical(command, bent));
            }
        }
    }

    private static CallbackCommand.Shape shape(GoldenCallback golden) {
        return CommandCatalog.find(golden.command()).shape();
    }

    private static List<JsonNode> wrongFor(Map.Entry<String, JsonNode> field) {
        return VALUES.stream()
                .filter(value -> !(value.isTextual() && TEXTS.contains(field.getKey())))
                .toList();
    }

    private static JsonNode extra(ImEvent event) throws IOException {
        return GoldenCallback.JSON.readTree(event.value()).path("extra");
    }

    /** Copies of the body, each with another of the values below its fields replaced. */
    private static List<ObjectNode> replacedAnywhere(ObjectNode body, JsonNode value) {
        List<ObjectNode> bodies = new ArrayList<>();
        body.properties().forEach(field -> replaced(field.getValue(), value)
                .forEach(bent -> bodies.add(body.deepCopy().set(field.getKey(), bent))));
        return bodies;
    }

    private static List<JsonNode> replaced(JsonNode node, JsonNode value) {
        List<JsonNode> all = new ArrayList<>();
        node.properties().forEach(field -> {
            all.add(((ObjectNode) node.deepCopy()).set(field.getKey(), value));
            replaced(field.getValue(), value)
                    .forEach(bent -> all.add(((ObjectNode) node.deepCopy()).set(field.getKey(), bent)));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            all.add(((ArrayNode) node.deepCopy()).set(i, value));
            for (JsonNode bent : replaced(node.get(i), value)) {
                all.add(((ArrayNode) node.deepCopy()).set(i, bent));
            }
        }
        return all;
    }
}
