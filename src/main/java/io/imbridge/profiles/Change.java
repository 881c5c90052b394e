package io.imbridge.profiles;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one event says about a group or about topics of it.
 *
 * @param topicIds the topics that it is about; empty where it is about the group itself
 * @param values what fields have now, by their place in a profile: {@code name}, {@code customFields.city}; null for none
 * @param cleared the maps of which nothing older is left, such as {@code attributes}
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

    /** What it says of the life of its subject. */
    enum Kind {
        BEGINNING,
        CHANGE,
        END,
        /** The vendor was asked, and told all of it. */
        FOUND,
        /** The vendor was asked, and did not know it. */
        GONE,
        /** The vendor was asked, and told all topics of the group. */
        TOPICS_FOUND
    }

    /** The group's key, in the state and in the compacted topic. */
    String groupKey() {
        return key(sdkAppId, groupId);
    }

    String topicKey(String topicId) {
        return key(sdkAppId, topicId);
    }

    /** An id within its app. An app's id has digits alone, so that the first colon is the one between. */
    static String key(String sdkAppId, String id) {
        return sdkAppId + ":" + id;
    }

    /** That it was said, whatever it is. */
    Statement bare() {
        return said(null);
    }

    Statement said(@Nullable String value) {
        return new Statement(stamp, value, operator, source);
    }
}
