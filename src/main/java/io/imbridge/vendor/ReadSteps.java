package io.imbridge.vendor;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The way of one read: through the vendor's list, page by page, and then through those that are known and were not in it.
 *
 * <p>A page is asked for while the one before is read, and its groups in several requests at a time: the budget is what
 * limits, not how long an answer takes.
 */
final class ReadSteps {
    private final ParallelRequests parallel;
    private final int pageIds;
    private final ReadState state;
    private final KafkaSender sender;
    private final ReadStatistics statistics;
    private final ReadPublisher publisher;
    private final Consumer<ReadCursor> progress;
    private ReadCursor cursor;

    /**
     * Goes on where the state is.
     *
     * @param pageIds so many ids a page of the list has
     * @param progress is told after each batch
     */
    ReadSteps(
            ParallelRequests parallel,
            int pageIds,
            ReadState state,
            ReadCursor cursor,
            ReadRecords records,
            KafkaSender sender,
            Consumer<ReadCursor> progress)
            throws IOException {
        this.parallel = parallel;
        this.pageIds = pageIds;
        this.state = state;
        this.cursor = cursor;
        this.sender = sender;
        this.progress = progress;
        this.statistics = ReadStatistics.of(state.statistics());
        this.publisher = new ReadPublisher(records, sender, state::known, statistics);
    }

    /**
     * Goes to the end.
     *
     * @throws IOException when it cannot go on; the state says from where the next one does
     */
    ReadStatistics toTheEnd() throws IOException, InterruptedException {
        if (!cursor.isListed()) {
            readList();
        }
        // The vendor is asked for each that its list did not have: only what it does not know has ended.
        for (List<String> left = state.left(pageIds); !left.isEmpty(); left = state.left(pageIds)) {
            read(left);
        }
        return statistics;
    }

    private void readList() throws IOException, InterruptedException {
        Future<VendorAnswer.Ids> coming = parallel.page(cursor.next(), pageIds);
        while (!cursor.isListed()) {
            VendorAnswer.Ids page = page(coming);
            if (page.next() != 0) {
                coming = parallel.page(page.next(), pageIds);
            }
            cursor = cursor.withTotal(page.total());
            read(state.notDone(page.ids()));
            step(List.of(), cursor.after(page));
        }
    }

    /** A page that moves on, in a list that is about as long as the vendor says. */
    private VendorAnswer.Ids page(Future<VendorAnswer.Ids> coming) throws IOException, InterruptedException {
        VendorAnswer.Ids page;
        try {
            page = ParallelRequests.done(coming);
        } catch (VendorException none) {
            if (none.kind() == VendorException.Kind.REFUSED) {
                // What is kept of a place in the list may mean nothing to the vendor any more.
                step(List.of(), cursor.listedAgain());
            }
            throw new IOException("The list of groups cannot be read: " + none.sentence(), none);
        }
        ReadCursor after = cursor.withTotal(page.total()).after(page);
        String fault = page.next() != 0 && page.next() == cursor.next()
                ? "the vendor goes on from Next " + page.next() + " with Next " + page.next()
                : after.listFault();
        if (!fault.isEmpty()) {
            step(List.of(), cursor.listedAgain());
            throw new IOException("The list of groups cannot be read: " + fault);
        }
        return page;
    }

    /** No more batches are under way than can be asked for at a time, so that few answers are held. */
    private void read(List<String> ids) throws IOException, InterruptedException {
        Deque<ParallelRequests.Pending> underWay = new ArrayDeque<>();
        int at = 0;
        while (at < ids.size() || !underWay.isEmpty()) {
            if (at < ids.size() && underWay.size() < parallel.atATime()) {
                int to = Math.min(ids.size(), at + Api.MOST_GROUPS);
                underWay.add(parallel.begin(ids.subList(at, to)));
                at = to;
            } else {
                read(underWay.remove());
            }
        }
    }

    /** Then Kafka has what was answered, and the cursor is moved. */
    private void read(ParallelRequests.Pending batch) throws IOException, InterruptedException {
        for (Batch answered : answered(batch)) {
            publisher.publish(answered);
        }
        sender.flush();
        step(batch.ids(), cursor.after(batch.ids().size()));
        progress.accept(cursor);
    }

    private List<Batch> answered(ParallelRequests.Pending batch) throws IOException, InterruptedException {
        try {
            return parallel.end(batch);
        } catch (VendorException unreachable) {
            throw new IOException("The vendor answers no more: " + unreachable.sentence(), unreachable);
        }
    }

    private void step(List<String> ids, ReadCursor next) throws IOException {
        state.step(ids, publisher.takeTopics(), next.json(statistics));
        cursor = next;
    }
}
