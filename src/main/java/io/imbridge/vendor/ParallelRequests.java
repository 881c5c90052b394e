package io.imbridge.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.vendor.VendorException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks the vendor several questions at a time, so that the budget limits the speed and not the time that an answer
 * takes. It tells an outage of the vendor, after which all groups still have to be read, from single groups that cannot
 * be read.
 */
final class ParallelRequests implements AutoCloseable {
    /** No app has a group with this id. A vendor that responds says so, or refuses the question. */
    private static final String NO_GROUP = "im-kafka-bridge";

    /** If the topics of this many communities in a row get no answer, the cause is not in the communities. */
    private static final int MOST_UNANSWERED = 3;

    private final VendorApi api;
    private final int atATime;
    private final ExecutorService threads;

    ParallelRequests(VendorApi api, int threads) {
        this.api = api;
        this.atATime = threads;
        this.threads = Executors.newFixedThreadPool(threads, ParallelRequests::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "profiles-read");
        thread.setDaemon(true);
        return thread;
    }

    /** The number of questions that may be under way at a time. */
    int atATime() {
        return atATime;
    }

    /** Groups that the vendor was asked about, and its answer to come. */
    record Pending(List<String> ids, Future<VendorAnswer.Profiles> info) {}

    /** Asks for a page of the list of groups. */
    Future<VendorAnswer.Ids> page(long next, int limit) {
        return threads.submit(() -> api.groups(next, limit));
    }

    /** Asks the vendor to describe groups. */
    Pending begin(List<String> ids) {
        return new Pending(ids, threads.submit(() -> api.groupInfo(ids)));
    }

    /**
     * Asks for the topics of those groups that are communities, and waits for all answers. If the vendor responds, but
     * not to the question about all the groups together, this method asks about each group alone. So one bad group does
     * not make the others fail.
     *
     * @throws VendorException when the vendor does not respond at all; none of the groups was read
     */
    List<Batch> end(Pending pending) throws VendorException, InterruptedException {
        List<String> ids = pending.ids();
        VendorAnswer.Profiles info;
        try {
            info = done(pending.info());
        } catch (VendorException none) {
            if (none.kind() != Kind.REFUSED) {
                checkOutage();
            }
            if (none.kind() == Kind.REFUSED || ids.size() == 1) {
                return List.of(Batch.failed(ids, none.sentence()));
            }
            List<Batch> alone = new ArrayList<>();
            for (String id : ids) {
                alone.addAll(end(begin(List.of(id))));
            }
            return alone;
        }
        return List.of(withTopics(ids, info));
    }

    private Batch withTopics(List<String> ids, VendorAnswer.Profiles info)
            throws VendorException, InterruptedException {
        Map<String, Future<VendorAnswer.Profiles>> asked = new LinkedHashMap<>();
        for (Map.Entry<String, ObjectNode> group : info.found().entrySet()) {
            if (Fields.COMMUNITY.equals(VendorJson.text(group.getValue(), Fields.TYPE))) {
                String id = group.getKey();
                asked.put(id, threads.submit(() -> api.topics(id)));
            }
        }
        Map<String, String> failed = new LinkedHashMap<>(info.failed());
        Map<String, VendorAnswer.Profiles> topics = new LinkedHashMap<>();
        int unanswered = 0;
        for (Map.Entry<String, Future<VendorAnswer.Profiles>> group : asked.entrySet()) {
            try {
                topics.put(group.getKey(), done(group.getValue()));
                unanswered = 0;
            } catch (VendorException none) {
                unanswered = none.isOutage() ? unanswered + 1 : 0;
                if (unanswered == MOST_UNANSWERED) {
                    throw none;
                }
                failed.put(group.getKey(), "topics: " + none.sentence());
            }
        }
        if (unanswered > 0) {
            checkOutage();
        }
        return new Batch(ids, info, topics, failed);
    }

    /** Asks about a group that does not exist, to see whether the vendor responds. */
    private void checkOutage() throws VendorException, InterruptedException {
        try {
            done(begin(List.of(NO_GROUP)).info());
        } catch (VendorException none) {
            if (none.kind() != Kind.REFUSED) {
                throw none;
            }
        }
    }

    /**
     * Waits for an answer and returns it.
     *
     * @throws VendorException when the vendor gave no answer, or the answer cannot be read
     */
    static <T> T done(Future<T> answer) throws VendorException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof VendorException none) {
                throw none;
            }
            throw new VendorException(Kind.FAILED, "the answer cannot be read: " + failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
