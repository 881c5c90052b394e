package io.imbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.TopicNames;
import io.imbridge.testkit.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The AsyncAPI document, read with AsyncAPI's own parser. */
class AsyncApiTest {
    private static final Path PARSER = Path.of("src", "test", "node", "asyncapi");

    private static Node parser;

    private final TopicNames topics = new TopicNames("im", Map.of());
    private final JsonNode document = ContractFiles.asyncApi();

    @BeforeAll
    static void installParser() {
        parser = Node.project(PARSER);
    }

    @Test
    void asyncapis_own_parser_finds_nothing_wrong() {
        Node.Run run = validate(ContractFiles.ASYNC_API);

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("Valid AsyncAPI 3.0.0, channels: "
                        + (CommandCatalog.all().size() + 7))
                .doesNotContain("Error", "Warning");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        action: send                          | action: shout
        partitions: 6                         | partitions: six
        "#/channels/unknown/messages/event"   | "#/channels/nowhere/messages/event"
        minProperties: 1                      | minProperties: many
        """)
    void the_parser_would_say_what_is_wrong(String from, String to) throws IOException {
        Path broken = parser.directory().resolve("broken.yaml");
        String text = Files.readString(ContractFiles.ASYNC_API);
        assertThat(text).contains(from);
        Files.writeString(broken, text.replace(from, to));

        Node.Run run = validate(broken);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("Error");
    }

    @Test
    void every_topic_is_a_channel_that_the_service_sends_to() {
        List<String> expected = Stream.concat(
                        CommandCatalog.all().stream().map(CallbackCommand::name).map(topics::of),
                        Stream.of(
                                topics.unknown(),
                                topics.groupProfiles(),
                                topics.topicProfiles(),
                                topics.profileReads(),
                                topics.profileCorrections(),
                                topics.deadLetter(),
                                "im.timeline"))
                .toList();

        assertThat(texts("/channels", "/address")).containsExactlyElementsOf(expected);
        assertThat(texts("/channels", "/bindings/kafka/topic")).containsExactlyElementsOf(expected);
        assertThat(texts("/operations", "/channel/$ref"))
                .containsExactlyElementsOf(expected.stream()
                        .map(topic -> "#/channels/" + topic.replaceFirst("^im\\.", ""))
                        .toList());
    }

    @Test
    void the_timeline_carries_the_messages_of_all_groups() {
        List<String> expected = Stream.concat(
                        CommandCatalog.all().stream()
                                .filter(command -> command.name().startsWith("Group."))
                                .map(CallbackCommand::topicSuffix),
                        Stream.of(EventSchemas.UNKNOWN))
                .map(name -> "#/components/messages/" + name)
                .toList();

        assertThat(texts("/channels/timeline/messages", "/$ref")).containsExactlyElementsOf(expected);
        assertThat(document.at("/operations/send-timeline/messages")).hasSameSizeAs(expected);
    }

    @Test
    void every_message_has_headers_and_the_key_of_its_command() {
        for (CallbackCommand command : CommandCatalog.all()) {
            JsonNode message = document.at("/components/messages/" + command.topicSuffix());

            assertThat(message.has("headers")).isTrue();
            JsonNode key = message.at("/bindings/kafka/key");
            assertThat(key.isMissingNode()).isEqualTo(command.key().pointers().isEmpty());
            command.key().pointers().forEach(pointer -> assertThat(
                            key.get("description").textValue())
                    .contains("/" + String.join("/", pointer)));
        }
    }

    private static Node.Run validate(Path file) {
        return parser.run(Map.of(), "validate.js", file.toAbsolutePath().toString());
    }

    private List<String> texts(String map, String pointer) {
        List<String> texts = new ArrayList<>();
        document.at(map).forEach(value -> texts.add(value.at(pointer).textValue()));
        return texts;
    }
}
