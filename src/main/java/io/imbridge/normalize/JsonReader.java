package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON as slices of its bytes: values are found and checked, not decoded, so they can be copied as they came.
 *
 * <p>Strict where consumers are: UTF-8, no name twice in an object. Lenient where the vendor's samples are:
 * {@code //} comments. Only nesting is limited; size is the caller's business.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 1000;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Names that collide are slow, not wrong.
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** What is read of a text, from its first token on. */
    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }

    private JsonReader() {}

    /**
     * Reads a callback's body, the whole of it.
     *
     * @throws RefusedException when it is not one JSON object
     */
    static JsonMembers readBody(byte[] body) {
        int start = startsWithByteOrderMark(body) ? BYTE_ORDER_MARK.length : 0;
        if (!ByteBufUtil.isText(Unpooled.wrappedBuffer(body), UTF_8)) {
            throw new RefusedException(Refusal.NOT_JSON);
        }
        try {
            return read(body, start, body.length, parser -> {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new RefusedException(
                            parser.currentToken() == null ? Refusal.NOT_JSON : Refusal.NOT_AN_OBJECT);
                }
                JsonMembers members = members(parser, body, start);
                if (parser.nextToken() != null) {
                    throw new RefusedException(Refusal.NOT_JSON);
                }
                return members;
            });
        } catch (StreamConstraintsException tooDeep) {
            throw new RefusedException(Refusal.TOO_DEEP);
        } catch (JsonParseException invalid) {
            throw new RefusedException(
                    invalid.getOriginalMessage().startsWith("Duplicate") ? Refusal.DUPLICATE_NAME : Refusal.NOT_JSON);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The members of an object that was read before. */
    static JsonMembers members(JsonSlice object) {
        return readAgain(object, parser -> members(parser, object.source(), object.start()));
    }

    /** The elements of an array that was read before. */
    static List<JsonSlice> elements(JsonSlice array) {
        return readAgain(array, parser -> {
            List<JsonSlice> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, array.source(), array.start()));
            }
            return elements;
        });
    }

    /** The objects of an array that was read before; empty when it holds anything else, too. */
    static Optional<List<JsonMembers>> objects(JsonSlice array) {
        return readAgain(array, parser -> {
            List<JsonMembers> objects = new ArrayList<>();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                objects.add(members(parser, array.source(), array.start()));
            }
            return parser.currentToken() == JsonToken.END_ARRAY ? Optional.of(objects) : Optional.empty();
        });
    }

    /** The text of a string that was read before. */
    static String decode(JsonSlice string) {
        return readAgain(string, JsonParser::getText);
    }

    private static <T> T readAgain(JsonSlice slice, Reading<T> reading) {
        try {
            return read(slice.source(), slice.start(), slice.end(), reading);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static <T> T read(byte[] source, int start, int end, Reading<T> reading) throws IOException {
        try (JsonParser parser = FACTORY.createParser(source, start, end - start)) {
            parser.nextToken();
            return reading.from(parser);
        } catch (JsonParseException invalid) {
            // The source is UTF-8, so this speaks of a name with escaped surrogates, which only the parser for bytes
            // cannot read. The one for characters gets a character for each byte, so that places stay the same.
            if (!invalid.getOriginalMessage().startsWith("Invalid UTF-8")) {
                throw invalid;
            }
        }
        char[] characters = new String(source, start, end - start, ISO_8859_1).toCharArray();
        try (JsonParser parser = FACTORY.createParser(characters)) {
            parser.nextToken();
            return reading.from(parser);
        }
    }

    private static JsonMembers members(JsonParser parser, byte[] source, int base) throws IOException {
        JsonMembers members = new JsonMembers();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int start = base + offset(parser.currentTokenLocation());
            JsonSlice name = new JsonSlice(source, JsonToken.VALUE_STRING, start, JsonText.endOfString(source, start));
            String text = parser.currentName();
            parser.nextToken();
            members.add(text, new JsonMembers.Member(name, value(parser, source, base)));
        }
        return members;
    }

    private static JsonSlice value(JsonParser parser, byte[] source, int base) throws IOException {
        JsonToken type = parser.currentToken();
        int start = base + offset(parser.currentTokenLocation());
        parser.skipChildren();
        parser.finishToken();
        return new JsonSlice(source, type, start, base + offset(parser.currentLocation()));
    }

    private static int offset(JsonLocation location) {
        return (int) Math.max(location.getByteOffset(), location.getCharOffset());
    }

    private static boolean startsWithByteOrderMark(byte[] body) {
        return body.length >= 3
                && body[0] == BYTE_ORDER_MARK[0]
                && body[1] == BYTE_ORDER_MARK[1]
                && body[2] == BYTE_ORDER_MARK[2];
    }
}
