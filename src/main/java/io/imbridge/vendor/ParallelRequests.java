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
 * Asks several questions at a time, so that the budget is what limits, and not how long an answer takes. It tells an outage
 * of the vendor, after which all is still to be read, from groups that alone cannot be read.
 */
final class ParallelRequests implements AutoCloseable {
    /** That nobody has: a vendor that answers says so, or refuses it. */
    private static final String NO_GROUP = "im-kafka-bridge";

    /** So many communities in a row whose topics are not answered are no matter of theirs. */
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

    /** So many questions at a time. */
    int atATime() {
        return atATime;
    }

    /** Groups that are asked for. */
    record Pending(List<String> ids, Future<VendorAnswer.Profiles> info) {}

    /** Asks for a page of the list. */
    Future<VendorAnswer.Ids> page(long next, int limit) {
        return threads.submit(() -> api.groups(next, limit));
    }

    /** Asks what groups are. */
    Pending begin(List<String> ids) {
        return new Pending(ids, threads.submit(() -> api.groupInfo(ids)));
    }

    /**
     * Asks for the topics of those that are communities, and waits for all answers. Where the vendor answers nothing of all
     * the groups together, though it does answer, each is asked for alone: so one of them takes no other with it.
     *
     * @throws VendorException when the vendor answers nobody: none of the groups was read
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

    /** Asks for a group that there is not. */
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
     * An answer, once it is there.
     *
     * @throws VendorException when the vendor gave none, or one that cannot be read
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
