package io.imbridge.normalize;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, in their order. Code that uses a member takes it out. The members that remain at the
 * end are unknown and published as they are, so nothing can get lost.
 */
final class JsonMembers {
    /** A member: its name as it is written, with its quotes, and its value. */
    record Member(JsonSlice name, JsonSlice value) {}

    private final Map<String, Member> members = new LinkedHashMap<>();

    boolean has(String name) {
        return members.containsKey(name);
    }

    void add(String name, Member member) {
        members.put(name, member);
    }

    /** The total length of all names and values in bytes, as they are written. */
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

    /** Takes a member out if it is a string; else leaves it in place. */
    @Nullable
    JsonSlice takeString(String name) {
        JsonSlice value = get(name);
        return value != null && value.isString() ? take(name) : null;
    }

    /** The members that nobody took, by name. */
    Map<String, Member> rest() {
        return members;
    }
}
