package io.imbridge.words;

import org.jspecify.annotations.Nullable;

/** What groups and topics are called now, as far as somebody knows. */
public interface Names {
    /** Of somebody who knows none. */
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
