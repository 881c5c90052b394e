package io.imbridge.vendor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reads all groups of an app, page by page of the vendor's list, and then those that are known and were not in it.
 *
 * <p>A page is asked for while the one before is read, and its groups in several requests at a time: the budget is what
 * limits, not how long an answer takes.
 */
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
    private long here;

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
            findings = Findings.of(state.findings());
            Telling telling = new Telling(records, publishing, state::known, findings);
            readLeft(state, telling, findings, readList(state, telling, findings, cursor));
        }
        ReadState.delete(directory);
        return findings;
    }

    private ReadCursor readList(ReadState state, Telling telling, Findings findings, ReadCursor from)
            throws IOException, InterruptedException {
        ReadCursor cursor = from;
        if (cursor.isListed()) {
            return cursor;
        }
        Future<VendorAnswer.Ids> coming = asking.page(cursor.next(), pageIds);
        while (!cursor.isListed()) {
            VendorAnswer.Ids page = ids(coming);
            if (page.next() != 0) {
                coming = asking.page(page.next(), pageIds);
            }
            cursor = read(state, telling, findings, state.notDone(page.ids()), cursor.withTotal(page.total()));
            cursor = cursor.after(page);
            state.turn(cursor.json(findings));
        }
        return cursor;
    }

    /** The vendor is asked for each that its list did not have: only what it does not know has ended. */
    private void readLeft(ReadState state, Telling telling, Findings findings, ReadCursor from)
            throws IOException, InterruptedException {
        ReadCursor cursor = from;
        for (List<String> left = state.left(pageIds); !left.isEmpty(); left = state.left(pageIds)) {
            cursor = read(state, telling, findings, left, cursor);
        }
    }

    /** After each batch Kafka has what was answered, and the cursor is moved. */
    private ReadCursor read(ReadState state, Telling telling, Findings findings, List<String> ids, ReadCursor from)
            throws IOException, InterruptedException {
        List<Asking.Pending> batches = new ArrayList<>();
        for (int at = 0; at < ids.size(); at += Api.MOST_GROUPS) {
            List<String> some = ids.subList(at, Math.min(ids.size(), at + Api.MOST_GROUPS));
            batches.add(asking.begin(some));
        }
        ReadCursor cursor = from;
        for (Asking.Pending batch : batches) {
            Batch answered = asking.end(batch);
            telling.tell(answered);
            publishing.flush();
            cursor = cursor.after(answered.ids().size());
            state.step(answered.ids(), telling.takeTopics(), cursor.json(findings));
            here += answered.ids().size();
            Duration since = Duration.between(begun, clock.instant());
            progress.accept(new ReadProgress(cursor.read(), cursor.total(), here, since));
        }
        return cursor;
    }

    private static VendorAnswer.Ids ids(Future<VendorAnswer.Ids> page) throws IOException, InterruptedException {
        try {
            return Asking.done(page);
        } catch (VendorException none) {
            throw new IOException("The list of groups cannot be read: " + none.sentence(), none);
        }
    }

    @Override
    public void close() {
        asking.close();
    }
}
