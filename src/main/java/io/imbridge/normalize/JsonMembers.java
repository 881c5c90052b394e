package io.imbridge.normalize;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, in their order. Whoever has a use for one takes it out; what is left at the end is
 * what nobody knew, so nothing can get lost between the two.
 */
final class JsonMembers {
    /** A member: its name as it is written, quotes included, and its value. */
    record Member(JsonSlice name, JsonSlice value) {}

    private final Map<String, Member> members = new LinkedHashMap<>();

    boolean has(String name) {
        return members.containsKey(name);
    }

    void add(String name, Member member) {
        members.put(name, member);
    }

    /** How many bytes names and values take, as they are written. */
    long length() {
        long length = 0;
        for (Member member : members.values()) {
            length += member.name().length() + member.value().length();
        }
        return length;
    }

    @Nullable
    JsonSlice get(String name) {
        Member member = members.get(name);
        return member == null ? null : member.value();
    }

    @Nullable
    JsonSlice take(String name) {
        Member member = members.remove(name);
        return member == null ? null : member.value();
    }

    /** Takes a member out if it is a string; else leaves it. */
    @Nullable
    JsonSlice takeString(String name) {
        JsonSlice value = get(name);
        return value != null && value.isString() ? take(name) : null;
    }

    /** What nobody took, by name. */
    Map<String, Member> rest() {
        return members;
    }
}
