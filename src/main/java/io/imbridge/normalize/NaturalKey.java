package io.imbridge.normalize;

import io.imbridge.callback.KeyRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an event's natural key in its body. Only strings are keys; an empty string counts as missing. */
final class NaturalKey {
    private static final List<String> GROUP = List.of("GroupId");

    private NaturalKey() {}

    /** The key by a command's rule; null when the body has none. The body stays unchanged. */
    static @Nullable String of(KeyRule rule, JsonMembers body) {
        List<String> found = new ArrayList<>(rule.pointers().size());
        for (List<String> pointer : rule.pointers()) {
            String key = find(body, pointer);
            if (key == null) {
                continue;
            }
            if (!rule.pair()) {
                return key;
            }
            found.add(key);
        }
        Collections.sort(found);
        return found.isEmpty() ? null : String.join(":", found);
    }

    /** The group that a body names; null when it names none. The body stays unchanged. */
    static @Nullable String group(JsonMembers body) {
        return find(body, GROUP);
    }

    private static @Nullable String find(JsonMembers object, List<String> pointer) {
        JsonSlice value = object.get(pointer.get(0));
        for (String segment : pointer.subList(1, pointer.size())) {
            value = value == null ? null : step(value, segment);
        }
        String text = value == null ? null : value.text();
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable JsonSlice step(JsonSlice value, String segment) {
        if (value.isObject()) {
            return JsonReader.members(value).get(segment);
        }
        if (value.isArray() && segment.equals("0")) {
            List<JsonSlice> elements = JsonReader.elements(value);
            return elements.isEmpty() ? null : elements.get(0);
        }
        return null;
    }
}
