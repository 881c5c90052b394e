package io.imbridge.publish;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Looks in Kafka for records of ours. */
interface PublishedRecords extends AutoCloseable {
    /** So many are found at most: ten times what is in doubt as long as the disk is well. */
    int MOST = 100_000;

    /**
     * What topics have. Does not block.
     *
     * @param since for each topic, when the oldest record arrived that is looked for
     * @return completes on any thread, as soon as Kafka has answered or it is clear that it will not: with the ids of all
     *     records that were found, by their numbers. Never fails; where nothing can be found out, nothing was found.
     */
    CompletionStage<Map<Long, UUID>> find(Map<String, Instant> since);

    /** Ends the looking; what is asked then has no answer. */
    @Override
    void close();
}
