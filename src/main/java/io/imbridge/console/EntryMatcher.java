package io.imbridge.console;

import io.imbridge.events.Entry;
import io.imbridge.events.EntryFilter;
import io.imbridge.events.EntryReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of those records that somebody looks for, and counts all that it is given. One thread at a time.
 */
final class EntryMatcher {
    private final EntryReader reader;
    private final EntryFilter filter;
    private final long notBefore;
    private long searched;

    /** @param notBefore the time that records have at least, in milliseconds since the epoch */
    EntryMatcher(EntryReader reader, EntryFilter filter, long notBefore) {
        this.reader = reader;
        this.filter = filter;
        this.notBefore = notBefore;
    }

    /** As of the constructor. */
    long notBefore() {
        return notBefore;
    }

    /** How many records it was given. */
    long searched() {
        return searched;
    }

    /** The entry of a record; null for one that nobody looks for. */
    @Nullable
    Entry of(ConsumerRecord<byte[], byte[]> record) {
        searched++;
        if (record.timestamp() < notBefore || !filter.mayMatch(record)) {
            return null;
        }
        Entry entry = reader.read(record);
        return filter.matches(entry) ? entry.withoutText() : null;
    }
}
