package io.imbridge.profiles;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that one event makes about a group or about topics of it.
 *
 * @param topicIds the topics that the event is about; empty if it is about the group itself
 * @param values the present values of fields, by their place in a profile: {@code name}, {@code customFields.city};
 *     null if a field has no value
 * @param cleared the maps that lose all their older entries, such as {@code attributes}
 */
record Change(
        String sdkAppId,
        String groupId,
        List<String> topicIds,
        Kind kind,
        Stamp stamp,
        @Nullable String operator,
        Source source,
        Map<String, @Nullable String> values,
        Set<String> cleared) {

    /** What the event says about the life of its subject. */
    enum Kind {
        BEGINNING,
        CHANGE,
        END,
        /** The vendor was asked and returned all fields. */
        FOUND,
        /** The vendor was asked and does not know the subject. */
        GONE,
        /** The vendor was asked and returned all topics of the group. */
        TOPICS_FOUND
    }

    /** The group's key, in the state and in the compacted topic. */
    String groupKey() {
        return key(sdkAppId, groupId);
    }

    String topicKey(String topicId) {
        return key(sdkAppId, topicId);
    }

    /** A key of an id within its app. An app's id consists of digits, so the first colon is the separator. */
    static String key(String sdkAppId, String id) {
        return sdkAppId + ":" + id;
    }

    /** The statement without a value. */
    Statement bare() {
        return said(null);
    }

    Statement said(@Nullable String value) {
        return new Statement(stamp, value, operator, source);
    }
}
