package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The headers in the AsyncAPI document are the headers that are sent. */
class AsyncApiHeadersTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final JsonNode schemas = read().at("/components/schemas");

    @Test
    void an_event_with_a_key_and_a_trace_that_is_sent_again_has_all_headers_and_they_are_valid() {
        ObjectNode headers = headers(record("@TGS#a", TRACEPARENT)).put("dead_letter_resent", "0/17");

        assertThat(names(headers)).isEqualTo(names(schemas.at("/headers/properties")));
        assertThat(errors("headers", headers)).isEmpty();
    }

    @Test
    void an_event_without_both_has_those_that_are_required() {
        ObjectNode headers = headers(record(null, null));

        assertThat(names(headers)).isEqualTo(texts(schemas.at("/headers/required")));
        assertThat(errors("headers", headers)).isEmpty();
    }

    @Test
    void a_dead_letter_has_the_headers_of_dead_letters() {
        ObjectNode headers = headers(record("@TGS#a", TRACEPARENT).asDeadLetter("im.dead-letter", "record-too-large"));

        assertThat(names(headers)).isEqualTo(names(schemas.at("/deadLetterHeaders/properties")));
        assertThat(errors("deadLetterHeaders", headers)).isEmpty();
        assertThat(errors("headers", headers)).isNotEmpty();
    }

    @Test
    void a_header_that_is_not_as_promised_is_not_valid() {
        names(headers(record(null, TRACEPARENT))).forEach(name -> {
            ObjectNode headers = headers(record(null, TRACEPARENT)).put(name, "");

            assertThat(errors("headers", headers)).as(name).isNotEmpty();
        });
    }

    private Set<String> errors(String schema, ObjectNode headers) {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemas.get(schema));
        return compiled
                .validate(headers, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    private static ObjectNode headers(OutboxRecord record) {
        ObjectNode headers = GoldenCallback.JSON.createObjectNode();
        new CloudEventRecords(CloudEvents.BINARY)
                .of(new KeptRecord(1795265997964091L, record))
                .headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static OutboxRecord record(String key, String traceparent) {
        return ExampleRecords.record(key, traceparent, new byte[0]);
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper()
                    .readTree(Path.of("docs", "asyncapi", "asyncapi.yaml").toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
