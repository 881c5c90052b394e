package io.imbridge.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks several questions at a time, so that the budget is what limits, and not how long an answer takes. All threads work
 * for one batch's topics before they come to the next one's: so a read that is broken off has little half done.
 */
final class Asking implements AutoCloseable {
    private final VendorApi api;
    private final ExecutorService threads;

    Asking(VendorApi api, int threads) {
        this.api = api;
        this.threads = Executors.newFixedThreadPool(threads, Asking::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "profiles-read");
        thread.setDaemon(true);
        return thread;
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

    /** Asks for the topics of those that are communities, and waits for all answers. What is not answered is in the result. */
    Batch end(Pending pending) throws InterruptedException {
        Map<String, String> failed = new LinkedHashMap<>();
        Map<String, VendorAnswer.Profiles> topics = new LinkedHashMap<>();
        VendorAnswer.Profiles info;
        try {
            info = done(pending.info());
        } catch (VendorException none) {
            pending.ids().forEach(id -> failed.put(id, none.sentence()));
            return new Batch(pending.ids(), null, topics, failed);
        }
        failed.putAll(info.failed());
        Map<String, Future<VendorAnswer.Profiles>> asked = new LinkedHashMap<>();
        for (Map.Entry<String, ObjectNode> group : info.found().entrySet()) {
            if (Fields.COMMUNITY.equals(VendorJson.text(group.getValue(), Fields.TYPE))) {
                String id = group.getKey();
                asked.put(id, threads.submit(() -> api.topics(id)));
            }
        }
        for (Map.Entry<String, Future<VendorAnswer.Profiles>> group : asked.entrySet()) {
            try {
                topics.put(group.getKey(), done(group.getValue()));
            } catch (VendorException none) {
                failed.put(group.getKey(), "topics: " + none.sentence());
            }
        }
        return new Batch(pending.ids(), info, topics, failed);
    }

    /**
     * An answer, once it is there.
     *
     * @throws VendorException when the vendor gave none
     */
    static <T> T done(Future<T> answer) throws VendorException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof VendorException none) {
                throw none;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
