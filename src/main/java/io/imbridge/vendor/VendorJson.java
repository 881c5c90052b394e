package io.imbridge.vendor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the vendor and of profiles. Strangers choose the names in it, so the parser does not keep names in memory.
 */
final class VendorJson {
    /**
     * Each token costs about 60 bytes of memory, whatever the answer's length is. The largest page of ids has 40,000
     * tokens.
     */
    private static final int MOST_TOKENS = 400_000;

    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build());

    private VendorJson() {}

    /** Reads an object; null if the bytes are not an object. */
    static @Nullable ObjectNode object(byte @Nullable [] json) {
        try {
            return json != null && MAPPER.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (IOException none) {
            return null;
        }
    }

    /** Writes JSON in UTF-8. Half of a surrogate pair is written as its escape. */
    static byte[] bytes(JsonNode node) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
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

    static String text(JsonNode object, String field, String otherwise) {
        String text = text(object, field);
        return text == null ? otherwise : text;
    }
}
