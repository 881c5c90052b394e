package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract as a running service serves it. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class ContractPagesTest {
    private static final Path SCHEMAS = Path.of("docs", "schemas");

    @ParameterizedTest
    @ValueSource(strings = {"/schemas", "/schemas/"})
    void the_index_lists_every_schema_with_a_link_that_leads_to_it(String path) throws IOException {
        HttpResponse<String> index = get(path);

        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(contentType(index)).isEqualTo("application/json");
        Set<String> served = new TreeSet<>();
        for (JsonNode entry : GoldenCallback.JSON.readTree(index.body())) {
            HttpResponse<String> schema = get(entry.get("href").textValue());
            Path file = SCHEMAS.resolve(entry.get("name").textValue() + ".schema.json");

            assertThat(schema.statusCode()).isEqualTo(200);
            assertThat(contentType(schema)).isEqualTo("application/schema+json");
            assertThat(schema.body()).isEqualTo(Files.readString(file));
            served.add(file.getFileName().toString());
        }
        assertThat(served).isEqualTo(files());
    }

    @Test
    void the_index_says_which_topic_a_schema_is_for() throws IOException {
        JsonNode index = GoldenCallback.JSON.readTree(get("/schemas/").body());

        assertThat(index).hasSize(CommandCatalog.all().size() + 6);
        assertThat(index).anySatisfy(entry -> {
            assertThat(entry.path("command").textValue()).isEqualTo("Group.CallbackAfterCreateTopic");
            assertThat(entry.path("topic").textValue()).isEqualTo("im.group.after-create-topic");
        });
    }

    @Test
    void the_asyncapi_document_is_served_as_it_is() throws IOException {
        HttpResponse<String> document = get("/asyncapi");

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(contentType(document)).isEqualTo("application/yaml");
        assertThat(document.body()).isEqualTo(Files.readString(Path.of("docs", "asyncapi", "asyncapi.yaml")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/schemas/nothing.schema.json",
                "/schemas/event",
                "/schemas/README.md",
                "/schemas/..%2Fapplication.properties",
                "/schemas/..%2fasyncapi.yaml",
                "/schemas/%2e%2e%2fapplication.properties",
                "/schemas/sub/event.schema.json",
                "/schemas/../../application.properties",
                "/asyncapi/../application.properties"
            })
    void nothing_else_is_served(String path) {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("quarkus.application.name", "io.imbridge");
    }

    @Test
    void an_unknown_schema_is_answered_in_plain_words_as_json() {
        HttpResponse<String> answer = get("/schemas/nothing.schema.json");

        assertThat(contentType(answer)).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"error\":\"There is no such schema: /schemas/ lists them.\"}");
    }

    @Test
    void the_public_port_shows_none_of_it() {
        for (String path : List.of("/schemas/", "/schemas/event.schema.json", "/asyncapi", "/asyncapi.yaml")) {
            assertThat(Http.get(Callbacks.port(), path).statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(String path) {
        return Http.get(Callbacks.managementPort(), path);
    }

    private static String contentType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
