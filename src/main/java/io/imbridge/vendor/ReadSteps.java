package io.imbridge.vendor;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The steps of one read: first through the vendor's list, page by page, and then through the known groups that were not
 * in it.
 *
 * <p>It asks for the next page while it reads the current one, and asks for a page's groups in several requests at a
 * time. So the budget limits the speed, and not the time that an answer takes.
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
     * Continues where the state says.
     *
     * @param pageIds the number of ids in a page of the list
     * @param progress is called after each batch
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
     * Reads to the end.
     *
     * @throws IOException when it cannot continue; the state says where the next read continues
     */
    ReadStatistics toTheEnd() throws IOException, InterruptedException {
        if (!cursor.isListed()) {
            readList();
        }
        // The vendor is asked about each group that its list did not have. A group has ended only if the vendor does
        // not know it.
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

    /** Returns the page after checks that the list moves on and is about as long as the vendor says. */
    private VendorAnswer.Ids page(Future<VendorAnswer.Ids> coming) throws IOException, InterruptedException {
        VendorAnswer.Ids page;
        try {
            page = ParallelRequests.done(coming);
        } catch (VendorException none) {
            if (none.kind() == VendorException.Kind.REFUSED) {
                // The kept place in the list may no longer mean anything to the vendor.
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

    /** No more batches are under way than can be asked for at a time, so that few answers are in memory. */
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

    /** Reads a batch. Afterwards Kafka has its answers and the cursor has moved. */
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
