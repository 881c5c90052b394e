package io.imbridge.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.TimeRule;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.Normalizer;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas describe the service's records, according to an independent validator. */
class SchemasTest {
    /** A body and a query with everything that can be in an event. */
    private static final String BODY = """
            {"GroupId":"g","TopicId":"t","TopicIdList":["t"],"Type":"Community","Operator_Account":"o",
             "Owner_Account":"w","NewOwner_Account":"w",PROFILE_FIELDS,
             "UserDefinedDataList":[{"Key":"k","Value":""}],"GroupAttr":[{"key":"k","value":""}],"%s":"%d","Unknown":1}""".replace("PROFILE_FIELDS", Callbacks.profileFields(""));

    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));

    static List<GoldenCallback> callbacks() {
        return GoldenCallback.all();
    }

    static Stream<CallbackCommand> commands() {
        return Stream.concat(CommandCatalog.all().stream(), Stream.of(EventSchemas.unknown()));
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void a_golden_event_is_valid_in_its_topic(GoldenCallback golden) {
        for (JsonNode record : golden.records()) {
            JsonNode value = record.get("value");
            String name = record.get("topic").textValue().replaceFirst("^im\\.", "");

            assertThat(SchemaCheck.of(name).errors(value)).isEmpty();
            assertThat(SchemaCheck.of(EventSchemas.COMMON).errors(value)).isEmpty();
            assertThat(SchemaCheck.ofAsyncApi(name).errors(value)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_schema_has_the_fields_that_the_service_writes_in_their_order(CallbackCommand command) throws IOException {
        JsonNode value = event(command);
        JsonNode properties = ContractFiles.schema(name(command)).get("properties");

        assertThat(names(properties)).isEqualTo(names(value));
        for (String object : List.of("changes", "client")) {
            assertThat(names(properties.path(object).path("properties"))).isEqualTo(names(value.path(object)));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_common_part_is_in_every_schema(CallbackCommand command) {
        JsonNode common = ContractFiles.schema(EventSchemas.COMMON);
        JsonNode schema = ContractFiles.schema(name(command));

        assertThat(schema.get("required")).isEqualTo(common.get("required"));
        common.get("properties").properties().stream()
                .filter(property -> !property.getKey().equals("command"))
                .forEach(property -> assertThat(schema.at("/properties/" + property.getKey()))
                        .isEqualTo(property.getValue()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_whole_event_is_valid_and_one_of_another_command_is_not(CallbackCommand command) throws IOException {
        ObjectNode event = event(command);
        ObjectNode other = event.deepCopy().put("command", "no command");

        for (SchemaCheck check : checks(command)) {
            assertThat(check.errors(event)).isEmpty();
            assertThat(check.errors(other)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            command                   | null
            sdkAppId                  | 1400000000
            groupId                   | null
            topicId                   | 7
            topicIds                  | "t"
            topicIds                  | [1]
            groupType                 | {}
            operator                  | ["o"]
            owner                     | false
            changes                   | {}
            changes                   | {"name": null}
            changes                   | {"notification": 1}
            customFields              | {"k": 1}
            customFields              | [{"Key": "k", "Value": "v"}]
            attributes                | {"k": null}
            attributes                | [{"key": "k", "value": "v"}]
            eventTime                 | 1670574414123
            eventTime                 | "2022-12-09T08:26:54Z"
            eventTime                 | "2022-13-09T08:26:54.123Z"
            receivedTime              | "2022-12-09T08:26:54.123+08:00"
            client                    | {"ip": 1}
            client                    | {}
            extra                     | []
            """)
    void a_broken_event_is_not_valid(String field, String broken) throws IOException {
        CallbackCommand command = CommandCatalog.find("Group.CallbackAfterGroupInfoChanged");
        ObjectNode event = event(command);
        assertThat(event.has(field)).isTrue();
        event.set(field, GoldenCallback.JSON.readTree(broken));

        for (SchemaCheck check : checks(command)) {
            assertThat(check.errors(event)).isNotEmpty().allMatch(error -> error.contains(field));
        }
    }

    @ParameterizedTest
    @CsvSource({"command", "sdkAppId", "receivedTime"})
    void an_event_without_what_every_event_has_is_not_valid(String field) throws IOException {
        for (CallbackCommand command : commands().toList()) {
            ObjectNode event = event(command);
            event.remove(field);

            assertThat(checks(command))
                    .allSatisfy(check -> assertThat(check.errors(event)).isNotEmpty());
        }
    }

    @Test
    void a_field_of_a_later_version_is_valid() throws IOException {
        CallbackCommand command = CommandCatalog.find("Group.CallbackAfterGroupInfoChanged");
        ObjectNode event = event(command).put("later", 1);
        event.withObject("/changes").put("later", true);
        event.withObject("/client").putNull("later");

        assertThat(checks(command))
                .allSatisfy(check -> assertThat(check.errors(event)).isEmpty());
    }

    @Test
    void a_schema_is_a_schema_and_names_nobodys_host() {
        commands().map(SchemasTest::name).map(ContractFiles::schema).forEach(schema -> {
            assertThat(SchemaCheck.errorsOfSchema(schema)).isEmpty();
            assertThat(schema.get("$id").textValue()).startsWith("urn:im-kafka-bridge:schema:1:");
            assertThat(schema.toString().replace(schema.get("$schema").textValue(), ""))
                    .doesNotContain("http");
        });
    }

    private static List<SchemaCheck> checks(CallbackCommand command) {
        return List.of(SchemaCheck.of(name(command)), SchemaCheck.ofAsyncApi(name(command)));
    }

    private static String name(CallbackCommand command) {
        return command.isKnown() ? command.topicSuffix() : EventSchemas.UNKNOWN;
    }

    private ObjectNode event(CallbackCommand command) throws IOException {
        CallbackQuery query =
                CallbackQuery.parse("CallbackCommand=" + command.name() + "&ClientIP=::1&OptPlatform=Web");
        TimeRule time = command.times().get(0);
        String event = BODY.formatted(time.field(), time.unit().convert(1670574414123L, TimeUnit.MILLISECONDS));
        String body = command.shape() == Shape.BATCH ? "{\"Events\":[" + event + "]}" : event;
        RawCallback callback =
                new RawCallback("1400000000", false, query, GoldenCallback.RECEIVED, body.getBytes(UTF_8));
        return (ObjectNode) GoldenCallback.JSON.readTree(
                normalizer.normalize(callback).get(0).value());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
