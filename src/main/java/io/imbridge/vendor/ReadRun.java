package io.imbridge.vendor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Reads all groups of an app: goes on with a read that was broken off, or begins one. */
final class ReadRun implements AutoCloseable {
    private static final int MOST_THREADS = 8;
    private static final Duration OLDEST = Duration.ofDays(1);

    private final ReadRecords records;
    private final KafkaSender sender;
    private final ReadWatcher watcher;
    private final Clock clock;
    private final Instant begun;
    private final int pageIds;
    private final ParallelRequests parallel;

    /** Fills the state with the profiles that are known. */
    interface Knowing {
        void know(ReadState state) throws IOException;
    }

    ReadRun(
            VendorApi api,
            ReadRecords records,
            KafkaSender sender,
            int requestsPerSecond,
            ReadWatcher watcher,
            Clock clock) {
        this.records = records;
        this.sender = sender;
        this.watcher = watcher;
        this.clock = clock;
        this.begun = clock.instant();
        // What a second can take: so the list is no slower than the reading, and little of it is held.
        this.pageIds = Math.min(Api.MOST_IDS, Api.MOST_GROUPS * requestsPerSecond);
        this.parallel = new ParallelRequests(api, Math.min(MOST_THREADS, requestsPerSecond) + 1);
    }

    /**
     * Runs to the end.
     *
     * @param directory where its state is
     * @param since what was begun earlier is begun anew
     * @throws IOException when it cannot go on; the state is kept, and the next run goes on with it
     */
    ReadStatistics run(Path directory, ReadScope scope, Instant since, Knowing knowing)
            throws IOException, InterruptedException {
        try (ReadState state = ReadState.open(directory, watcher::told)) {
            ReadCursor cursor = ReadCursor.of(state.cursor());
            if (cursor == null || isUseless(cursor, scope, since)) {
                state.clear();
                knowing.know(state);
                cursor = ReadCursor.first(scope, begun);
                state.step(List.of(), List.of(), cursor.json(new ReadStatistics()));
            }
            Consumer<ReadCursor> steps = steps(cursor.read());
            ReadStatistics statistics =
                    new ReadSteps(parallel, pageIds, state, cursor, records, sender, steps).toTheEnd();
            state.end();
            return statistics;
        }
    }

    private boolean isUseless(ReadCursor cursor, ReadScope scope, Instant since) {
        Instant oldest = begun.minus(OLDEST);
        String fault = cursor.fault(scope, since.isAfter(oldest) ? since : oldest, begun);
        if (!fault.isEmpty()) {
            watcher.told("The read that was broken off does not go on, but begins anew: " + fault);
        }
        return !fault.isEmpty();
    }

    private Consumer<ReadCursor> steps(long before) {
        return now -> watcher.progress(new ReadProgress(
                now.read(), now.total(), now.read() - before, Duration.between(begun, clock.instant())));
    }

    @Override
    public void close() {
        parallel.close();
    }
}
