package io.imbridge.console;

import io.imbridge.events.Entry;
import io.imbridge.events.EntryFilter;
import io.imbridge.events.EntryReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of the records that match a search, and counts all records that it receives. For one thread at a time.
 */
final class EntryMatcher {
    private final EntryReader reader;
    private final EntryFilter filter;
    private final long notBefore;
    private long searched;

    /** @param notBefore the earliest time of matching records, in milliseconds since the epoch */
    EntryMatcher(EntryReader reader, EntryFilter filter, long notBefore) {
        this.reader = reader;
        this.filter = filter;
        this.notBefore = notBefore;
    }

    /** The earliest time of matching records, as given to the constructor. */
    long notBefore() {
        return notBefore;
    }

    /** The number of records that it received. */
    long searched() {
        return searched;
    }

    /** The entry of a record; null if the record does not match. */
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
