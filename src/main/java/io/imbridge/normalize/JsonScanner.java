package io.imbridge.normalize;

import com.fasterxml.jackson.core.JsonToken;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scans a JSON text once, from its start, checks it, and makes slices of its values. It checks the grammar of RFC 8259,
 * that names are unique, and {@link ReaderLimits}.
 *
 * <p>Names are compared by the text that they stand for, with escapes decoded. Only short names are cached. All methods
 * throw a {@link RefusedException} when the text is invalid.
 */
final class JsonScanner {
    private static final NameCache NAMES = new NameCache();
    private static final int END = -1;

    private final byte[] source;
    private final JsonBytes bytes;
    private @Nullable NameSet[] names = new NameSet[4];
    private int depth;
    private boolean halves;
    private int nameStart;
    private int nameEnd;

    /**
     * Scans a part of a text.
     *
     * @param source UTF-8
     * @param start the first byte
     * @param end the byte after the last
     */
    JsonScanner(byte[] source, int start, int end) {
        this.source = source;
        this.bytes = new JsonBytes(source, start, end);
    }

    /** The one object of which the text consists. Only comments may follow it. */
    JsonMembers document() {
        int first = bytes.next();
        if (first == '{') {
            JsonMembers members = members();
            end();
            return members;
        }
        if (first == END) {
            throw new RefusedException(Refusal.NOT_JSON);
        }
        check(first);
        end();
        throw new RefusedException(Refusal.NOT_AN_OBJECT);
    }

    private void end() {
        if (bytes.next() != END) {
            throw new RefusedException(Refusal.NOT_JSON);
        }
    }

    /** Whether a name contains half a surrogate pair as an escape, with or without its other half. */
    boolean hasHalvesOfPairs() {
        return halves;
    }

    /** The members of the next object. */
    JsonMembers members() {
        JsonMembers members = new JsonMembers();
        bytes.next();
        enter();
        if (!bytes.closes('}')) {
            do {
                String text = name();
                JsonSlice name = new JsonSlice(source, JsonToken.VALUE_STRING, nameStart, nameEnd);
                if (members.has(text)) {
                    throw new RefusedException(Refusal.DUPLICATE_NAME);
                }
                members.add(text, new JsonMembers.Member(name, value()));
            } while (bytes.goesOn('}'));
        }
        depth--;
        return members;
    }

    /** The elements of the next array. */
    List<JsonSlice> elements() {
        List<JsonSlice> elements = new ArrayList<>();
        bytes.next();
        enter();
        if (!bytes.closes(']')) {
            do {
                elements.add(value());
            } while (bytes.goesOn(']'));
        }
        depth--;
        return elements;
    }

    private JsonSlice value() {
        int first = bytes.next();
        int start = bytes.at();
        JsonToken type = check(first);
        return new JsonSlice(source, type, start, bytes.at());
    }

    private JsonToken check(int first) {
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                int start = bytes.at();
                bytes.string();
                yield within(start, ReaderLimits.STRING + 2, JsonToken.VALUE_STRING);
            }
            case 't' -> bytes.word("true", JsonToken.VALUE_TRUE);
            case 'f' -> bytes.word("false", JsonToken.VALUE_FALSE);
            case 'n' -> bytes.word("null", JsonToken.VALUE_NULL);
            default -> {
                int start = bytes.at();
                yield within(start, ReaderLimits.NUMBER, bytes.number());
            }
        };
    }

    private JsonToken within(int start, int limit, JsonToken token) {
        if (bytes.at() - start > limit) {
            throw new RefusedException(Refusal.TOO_LONG);
        }
        return token;
    }

    private JsonToken object() {
        enter();
        if (!bytes.closes('}')) {
            NameSet here = namesHere();
            do {
                if (!here.add(name())) {
                    throw new RefusedException(Refusal.DUPLICATE_NAME);
                }
                check(bytes.next());
            } while (bytes.goesOn('}'));
        }
        depth--;
        return JsonToken.START_OBJECT;
    }

    private JsonToken array() {
        enter();
        if (!bytes.closes(']')) {
            do {
                check(bytes.next());
            } while (bytes.goesOn(']'));
        }
        depth--;
        return JsonToken.START_ARRAY;
    }

    private void enter() {
        bytes.skip();
        depth++;
        if (depth > ReaderLimits.DEPTH) {
            throw new RefusedException(Refusal.TOO_DEEP);
        }
    }

    /** One set for each depth: the last object at that depth no longer needs it. */
    private NameSet namesHere() {
        if (depth >= names.length) {
            names = Arrays.copyOf(names, 2 * depth);
        }
        NameSet here = names[depth];
        if (here == null) {
            here = new NameSet();
            names[depth] = here;
        }
        here.clear();
        return here;
    }

    /** Reads a name and the colon after it. */
    private String name() {
        if (bytes.next() != '"') {
            throw new RefusedException(Refusal.NOT_JSON);
        }
        nameStart = bytes.at();
        boolean escaped = bytes.string();
        nameEnd = bytes.at();
        within(nameStart, ReaderLimits.NAME + 2, JsonToken.FIELD_NAME);
        String text = escaped
                ? JsonText.decode(source, nameStart + 1, nameEnd - 1)
                : NAMES.of(source, nameStart + 1, nameEnd - 1);
        halves |= escaped && SurrogateEscapes.areIn(text);
        bytes.colon();
        return text;
    }
}
