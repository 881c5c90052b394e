package io.imbridge.profiles;

import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The ended groups and topics, ordered by the time at which they may be deleted. */
final class EndedProfiles {
    /** For this long, late changes do not bring back a group or topic that has ended. */
    static final Duration MEMORY = Duration.ofDays(7);

    /** At most this many are deleted in one go, so that no event waits long. */
    private static final int AT_ONCE = 1_000;

    private static final int TIME_LENGTH = 19;

    /** Deletes ended groups and topics. */
    interface ExpiryListener {
        /**
         * Deletes one group or topic.
         *
         * @param topicKey the key of the ended topic; empty if the group ended
         * @param stamp the stamp of the end; a later end is remembered separately
         */
        void forget(String groupKey, String topicKey, Stamp stamp);
    }

    private final KeyValueStore<String, String> store;

    EndedProfiles(KeyValueStore<String, String> store) {
        this.store = store;
    }

    /**
     * Remembers an end.
     *
     * @param now when the service learned of the end, in milliseconds since 1970
     * @param topicKey empty if the group ended
     */
    void add(long now, String groupKey, String topicKey, Stamp stamp) {
        // The group key's length comes first, because both keys may contain any character.
        String keys = groupKey.length() + ":" + groupKey + topicKey;
        store.put(time(now + MEMORY.toMillis()) + keys, stamp.time() + "/" + stamp.sequence());
    }

    /** Deletes the groups and topics that are due, or some of them if there are many. */
    void forget(long now, ExpiryListener listener) {
        try (KeyValueIterator<String, String> due = store.range(time(0), time(now))) {
            for (int count = 0; due.hasNext() && count < AT_ONCE; count++) {
                KeyValue<String, String> ending = due.next();
                store.delete(ending.key);
                int colon = ending.key.indexOf(':');
                int end = colon + 1 + Integer.parseInt(ending.key, TIME_LENGTH, colon, 10);
                listener.forget(ending.key.substring(colon + 1, end), ending.key.substring(end), stamp(ending.value));
            }
        }
    }

    private static String time(long time) {
        return String.format("%019d", time);
    }

    private static Stamp stamp(String text) {
        int slash = text.indexOf('/');
        return new Stamp(Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }
}
