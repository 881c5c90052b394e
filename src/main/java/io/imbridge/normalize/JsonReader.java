package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON as slices of its bytes. Values are found and checked but not decoded, so they can be copied unchanged.
 *
 * <p>It is strict where consumers are strict: it demands UTF-8, names that are unique in their object, and
 * {@link ReaderLimits}. It is lenient where the vendor is: it accepts comments, and NULs after the body. The caller
 * limits the total size.
 */
final class JsonReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private JsonReader() {}

    /** The end of a body: NULs and white space after it do not belong to it. */
    static int endOf(byte[] body) {
        int end = body.length;
        while (end > 0 && isBlank(body[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte character) {
        return character == 0 || character == ' ' || (character >= '\t' && character <= '\r');
    }

    /**
     * Reads a whole callback body.
     *
     * @param end the result of {@link #endOf} for this body
     * @throws RefusedException when it is not one JSON object that can be published
     */
    static JsonMembers readBody(byte[] body, int end) {
        if (!ByteBufUtil.isText(Unpooled.wrappedBuffer(body, 0, end), UTF_8)) {
            throw new RefusedException(Refusal.NOT_JSON);
        }
        int start = startsWithByteOrderMark(body, end) ? BYTE_ORDER_MARK.length : 0;
        JsonScanner scanner = new JsonScanner(body, start, end);
        JsonMembers members = scanner.document();
        if (!scanner.hasHalvesOfPairs()) {
            return members;
        }
        byte[] readable = SurrogateEscapes.madeReadable(body, start, end);
        return new JsonScanner(readable, 0, readable.length).document();
    }

    /** The members of an object that was checked before. */
    static JsonMembers members(JsonSlice object) {
        return scanner(object).members();
    }

    /** The elements of an array that was checked before. */
    static List<JsonSlice> elements(JsonSlice array) {
        return scanner(array).elements();
    }

    /** The objects of an array that was checked before; empty when it also contains anything else. */
    static Optional<List<JsonMembers>> objects(JsonSlice array) {
        List<JsonSlice> elements = elements(array);
        List<JsonMembers> objects = new ArrayList<>(elements.size());
        for (JsonSlice element : elements) {
            if (!element.isObject()) {
                return Optional.empty();
            }
            objects.add(members(element));
        }
        return Optional.of(objects);
    }

    private static JsonScanner scanner(JsonSlice slice) {
        return new JsonScanner(slice.source(), slice.start(), slice.end());
    }

    private static boolean startsWithByteOrderMark(byte[] body, int end) {
        return end >= 3
                && body[0] == BYTE_ORDER_MARK[0]
                && body[1] == BYTE_ORDER_MARK[1]
                && body[2] == BYTE_ORDER_MARK[2];
    }
}
