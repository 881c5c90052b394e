package io.imbridge.publish;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Searches Kafka for records that the service has published. */
interface PublishedRecords extends AutoCloseable {
    /** The largest number of records that are found: ten times what is in doubt while the disk works. */
    int MOST = 100_000;

    /**
     * The records that topics have. Does not block.
     *
     * @param since for each topic, when the oldest record of the search arrived
     * @return completes on any thread, when Kafka has answered or it is clear that it will not, with the ids of all
     *     found records by their numbers. Never fails; if nothing can be found out, the result is empty
     */
    CompletionStage<Map<Long, UUID>> find(Map<String, Instant> since);

    /** Ends the searches; a search that is asked for later has no result. */
    @Override
    void close();
}
