package io.imbridge.profiles;

import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What has ended, by the time at which that may be forgotten. */
final class EndedProfiles {
    /** How long late changes do not bring back what has ended. */
    static final Duration MEMORY = Duration.ofDays(7);

    /** At one time, so that no event waits long. */
    private static final int AT_ONCE = 1_000;

    private static final int TIME_LENGTH = 19;

    /** Is told what may be forgotten. */
    interface ExpiryListener {
        /**
         * One end.
         *
         * @param topicKey of the topic that ended; empty where it was the group
         * @param stamp of the end: a later one is remembered for itself
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
     * @param now when it was heard of, in milliseconds since 1970
     * @param topicKey empty where it is the group's
     */
    void add(long now, String groupKey, String topicKey, Stamp stamp) {
        // The length stands before the keys, which may hold any character.
        String keys = groupKey.length() + ":" + groupKey + topicKey;
        store.put(time(now + MEMORY.toMillis()) + keys, stamp.time() + "/" + stamp.sequence());
    }

    /** Forgets what is due, or some of it where that is much. */
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
