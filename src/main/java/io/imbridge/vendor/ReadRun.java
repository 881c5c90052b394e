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
    private final Publishing publishing;
    private final Consumer<ReadProgress> progress;
    private final Clock clock;
    private final Instant begun;
    private final int pageIds;
    private final Asking asking;

    /** Fills the state with the profiles that are known. */
    interface Knowing {
        void know(ReadState state) throws IOException;
    }

    ReadRun(
            VendorApi api,
            ReadRecords records,
            Publishing publishing,
            int requestsPerSecond,
            Consumer<ReadProgress> progress,
            Clock clock) {
        this.records = records;
        this.publishing = publishing;
        this.progress = progress;
        this.clock = clock;
        this.begun = clock.instant();
        // What a second can take: so the list is no slower than the reading, and little of it is held.
        this.pageIds = Math.min(Api.MOST_IDS, Api.MOST_GROUPS * requestsPerSecond);
        this.asking = new Asking(api, Math.min(MOST_THREADS, requestsPerSecond) + 1);
    }

    /**
     * Runs to the end.
     *
     * @param directory where its state is
     * @throws IOException when it cannot go on; the state is kept, and the next run goes on with it
     */
    Findings run(Path directory, Knowing knowing) throws IOException, InterruptedException {
        Findings findings;
        try (ReadState state = ReadState.open(directory)) {
            ReadCursor cursor = ReadCursor.of(state.cursor());
            if (cursor == null || cursor.began().isBefore(begun.minus(OLDEST))) {
                state.clear();
                knowing.know(state);
                cursor = ReadCursor.first(begun);
                state.step(List.of(), List.of(), cursor.json(new Findings()));
            }
            Consumer<ReadCursor> steps = steps(cursor.read());
            findings = new ReadSteps(asking, pageIds, state, cursor, records, publishing, steps).toTheEnd();
        }
        ReadState.delete(directory);
        return findings;
    }

    private Consumer<ReadCursor> steps(long before) {
        return now -> progress.accept(new ReadProgress(
                now.read(), now.total(), now.read() - before, Duration.between(begun, clock.instant())));
    }

    @Override
    public void close() {
        asking.close();
    }
}
