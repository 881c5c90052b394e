package io.imbridge.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A list in which the vendor gives names and values. An event has it as one object.
 *
 * @param field the field of the body that holds the list
 * @param key the field of an element that holds the name
 * @param value the field of an element that holds the value
 */
record PairList(String field, String key, String value) {

    /** Writes the object, if every element of the list is a pair of a unique key that can be a name, and a string. */
    void write(JsonMembers body, String name, JsonWriter out) {
        JsonSlice list = body.get(field);
        if (list == null || !list.isArray()) {
            return;
        }
        List<JsonMembers> pairs = JsonReader.objects(list).orElse(null);
        if (pairs == null || !arePlain(pairs)) {
            return;
        }
        body.take(field);
        out.name(name).begin('{');
        for (JsonMembers pair : pairs) {
            JsonSlice itsKey = pair.takeString(key);
            JsonSlice itsValue = pair.takeString(value);
            if (itsKey != null && itsValue != null) {
                name(itsKey, out).value(itsValue);
            }
        }
        out.end('}');
    }

    /** A name must not contain half a surrogate pair as an escape; a value may. */
    private static JsonWriter name(JsonSlice key, JsonWriter out) {
        String text = key.hasEscapes() ? key.text() : null;
        return text == null ? out.name(key) : out.escapedName(text);
    }

    private boolean arePlain(List<JsonMembers> pairs) {
        Set<String> keys = new HashSet<>();
        for (JsonMembers pair : pairs) {
            if (!isPlain(pair, keys)) {
                return false;
            }
        }
        return true;
    }

    private boolean isPlain(JsonMembers pair, Set<String> keys) {
        JsonSlice itsKey = pair.get(key);
        JsonSlice itsValue = pair.get(value);
        if (pair.rest().size() != 2 || itsKey == null || itsValue == null || !itsValue.isString()) {
            return false;
        }
        String text = itsKey.text();
        return text != null && canBeName(itsKey, text) && keys.add(text);
    }

    private static boolean canBeName(JsonSlice key, String text) {
        return key.length() - 2 <= ReaderLimits.NAME
                && (!key.hasEscapes() || UTF_8.newEncoder().canEncode(text));
    }
}
