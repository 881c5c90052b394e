package io.imbridge.words;

import org.jspecify.annotations.Nullable;

/** The current names of groups and topics, as far as they are known. */
public interface Names {
    /** Knows no names. */
    Names NONE = new Names() {
        @Override
        public @Nullable String group(String sdkAppId, String groupId) {
            return null;
        }

        @Override
        public @Nullable String topic(String sdkAppId, String topicId) {
            return null;
        }
    };

    /** The name of a group; null where it is unknown. */
    @Nullable
    String group(String sdkAppId, String groupId);

    /** The name of a topic; null where it is unknown. */
    @Nullable
    String topic(String sdkAppId, String topicId);
}
