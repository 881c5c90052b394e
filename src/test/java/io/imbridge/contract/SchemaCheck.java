package io.imbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A checked-in schema in an independent validator, which also checks formats. */
public final class SchemaCheck {
    private static final Map<String, SchemaCheck> KNOWN = new ConcurrentHashMap<>();

    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    /** The schema of a topic without its prefix. */
    public static SchemaCheck of(String name) {
        return KNOWN.computeIfAbsent(name, unread -> new SchemaCheck(schema(ContractFiles.schema(name))));
    }

    /** The schema of a channel's payload in the AsyncAPI document. */
    static SchemaCheck ofAsyncApi(String channel) {
        return KNOWN.computeIfAbsent("asyncapi " + channel, unread -> {
            JsonNode parts = ContractFiles.asyncApi().get("components");
            ObjectNode payload = parts.at("/messages/" + channel + "/payload").deepCopy();
            payload.set("$defs", parts.get("schemas"));
            return new SchemaCheck(schema(atHome(payload)));
        });
    }

    /** The errors of a schema according to the metaschema of 2020-12. */
    static List<String> errorsOfSchema(JsonNode schema) {
        Schema metaschema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        return metaschema.validate(schema).stream().map(Error::toString).toList();
    }

    /** The errors of a value, each with its place. */
    public List<String> errors(JsonNode value) {
        return schema
                .validate(
                        value.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** The schema with references to the places at which JSON Schema has the parts. */
    private static JsonNode atHome(JsonNode schema) {
        return ContractFiles.json(schema.toString().replace("#/components/schemas/", "#/$defs/"));
    }

    private static Schema schema(JsonNode node) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(node);
    }
}
