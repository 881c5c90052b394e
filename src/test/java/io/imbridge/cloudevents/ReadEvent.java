package io.imbridge.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.imbridge.callback.Rfc3339;
import io.imbridge.testkit.GoldenCallback;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that an SDK read from a record.
 *
 * @param topic the record's topic
 * @param key the record's key
 * @param attributes attributes and extensions, as text
 * @param data the event's value
 */
record ReadEvent(String topic, @Nullable String key, Map<String, String> attributes, JsonNode data) {

    /** Converts an event of the SDK for Java. */
    static ReadEvent of(ConsumerRecord<String, CloudEvent> record) {
        CloudEvent event = record.value();
        Map<String, String> attributes = new TreeMap<>();
        event.getAttributeNames().forEach(name -> put(attributes, name, event.getAttribute(name)));
        event.getExtensionNames().forEach(name -> put(attributes, name, event.getExtension(name)));
        String data = new String(event.getData().toBytes(), UTF_8);
        return new ReadEvent(record.topic(), record.key(), attributes, json(data));
    }

    /** Converts an event of the SDK for JavaScript, as {@code read.js} prints it. */
    static ReadEvent of(String line) {
        JsonNode printed = json(line);
        ObjectNode event = (ObjectNode) printed.get("event");
        JsonNode data = event.remove("data");
        Map<String, String> attributes = new TreeMap<>();
        event.properties()
                .forEach(member ->
                        attributes.put(member.getKey(), member.getValue().asText()));
        return new ReadEvent(
                printed.get("topic").textValue(), printed.get("key").textValue(), attributes, data);
    }

    /** The parts that are equal in all deliveries of one callback: everything except ids and arrival times. */
    JsonNode lasting() {
        ObjectNode lasting = GoldenCallback.JSON.createObjectNode();
        lasting.put("topic", topic).put("key", key);
        lasting.set("value", ((ObjectNode) asDoubles(data)).without("receivedTime"));
        return lasting;
    }

    /** The same parts of the expected event. */
    static JsonNode lasting(String topic, JsonNode golden) {
        return new ReadEvent(topic, golden.get("key").textValue(), Map.of(), golden.get("value")).lasting();
    }

    /** JavaScript has only one type of number. */
    private static JsonNode asDoubles(JsonNode node) {
        if (node.isNumber()) {
            return GoldenCallback.JSON.getNodeFactory().numberNode(node.doubleValue());
        }
        if (node.isObject()) {
            ObjectNode object = GoldenCallback.JSON.createObjectNode();
            node.properties().forEach(member -> object.set(member.getKey(), asDoubles(member.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = GoldenCallback.JSON.createArrayNode();
            node.forEach(element -> array.add(asDoubles(element)));
            return array;
        }
        return node;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable Object value) {
        Stream.ofNullable(value)
                .map(present ->
                        present instanceof OffsetDateTime time ? Rfc3339.format(time.toInstant()) : present.toString())
                .forEach(text -> attributes.put(name, text));
    }

    private static JsonNode json(String text) {
        try {
            return GoldenCallback.JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
