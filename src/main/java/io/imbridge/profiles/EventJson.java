package io.imbridge.profiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the JSON of Kafka's records. Strangers choose the names in it, so the parser does not keep names in
 * memory.
 */
final class EventJson {
    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build());

    private static final int FIRST_BYTES = 1024;

    /** Writes the elements of an array. */
    interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    /** Reads the elements of an array. */
    interface Reading<T> {
        T read(JsonParser json) throws IOException;
    }

    private EventJson() {}

    /** Reads an object; null if the bytes are not an object. */
    static @Nullable ObjectNode object(byte[] json) {
        try {
            return MAPPER.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (IOException none) {
            return null;
        }
    }

    /** Writes an array without building a tree in memory. Half of a surrogate pair is escaped. */
    static byte[] array(Writing elements) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            json.writeStartArray();
            elements.write(json);
            json.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads an array that this class wrote.
     *
     * @throws UncheckedIOException when this class did not write it
     */
    static <T> T array(byte[] bytes, Reading<T> elements) {
        try (JsonParser json = MAPPER.createParser(bytes)) {
            json.nextToken();
            return elements.read(json);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** Writes JSON in UTF-8. Half of a surrogate pair, which UTF-8 cannot encode, is written as its escape. */
    static byte[] bytes(JsonNode node) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            MAPPER.writeTree(json, node);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The text of a field; null if the object has no text there. */
    static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
