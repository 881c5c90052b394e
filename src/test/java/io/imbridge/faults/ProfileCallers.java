package io.imbridge.faults;

import io.imbridge.faults.ProfileStory.Callback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Several clients that send the stories of groups to the service: some callbacks twice, some late, and all of them
 * again until they are answered OK. Each client has its own groups.
 */
final class ProfileCallers implements AutoCloseable {
    private static final int TELLERS = 8;
    private static final int REMEMBERED = 100;
    private static final int HELD_BACK = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final int port;
    private final int groups;
    private final long pauseNanos;
    private final Set<Callback> ok = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answeredOk = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * Starts to send callbacks.
     *
     * @param groups the number of groups
     * @param seed the seed of the stories
     * @param perSecond the largest total number of callbacks a second
     */
    ProfileCallers(int port, int groups, long seed, int perSecond) {
        this.port = port;
        this.groups = groups;
        this.pauseNanos = 1_000_000_000L * TELLERS / perSecond;
        for (int i = 0; i < TELLERS; i++) {
            int teller = i;
            threads.add(new Thread(() -> run(teller, new Random(seed + teller)), "teller-" + i));
        }
        threads.forEach(Thread::start);
    }

    private void run(int teller, Random random) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        Map<Integer, ProfileStory> stories = new HashMap<>();
        List<Callback> told = new ArrayList<>();
        List<Callback> late = new ArrayList<>();
        for (int count = 0; !stopped; count++) {
            long begin = System.nanoTime();
            // Send the next callback of every group before another one of the same group.
            int own = groups / TELLERS;
            int group = teller + TELLERS * (count < own ? count : random.nextInt(own));
            Callback next =
                    choose(random, stories.computeIfAbsent(group, n -> new ProfileStory(n, random)), told, late);
            tell(client, next);
            told.add(next);
            if (told.size() > REMEMBERED) {
                told.remove(0);
            }
            LockSupport.parkNanos(pauseNanos - (System.nanoTime() - begin));
        }
    }

    private static Callback choose(Random random, ProfileStory story, List<Callback> told, List<Callback> late) {
        int chance = random.nextInt(100);
        if (chance < 8 && !told.isEmpty()) {
            return told.get(random.nextInt(told.size()));
        }
        if (chance < 18) {
            late.add(story.next());
        }
        boolean isTime = chance < 28 && late.size() > 1 || late.size() > HELD_BACK;
        return isTime ? late.remove(random.nextInt(late.size())) : story.next();
    }

    private void tell(HttpClient client, Callback callback) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/?" + callback.query()))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(callback.body()))
                .build();
        while (!stopped) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    ok.add(callback);
                    answeredOk.incrementAndGet();
                    return;
                }
            } catch (IOException gone) {
                // The callback is sent again, as the vendor does.
            } catch (InterruptedException stop) {
                return;
            }
            unanswered.incrementAndGet();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The callbacks that were answered OK, each once. */
    Set<Callback> ok() {
        return ok;
    }

    /** The number of answers with OK. */
    int answeredOk() {
        return answeredOk.get();
    }

    /** The number of requests without an answer, or with another answer. */
    int unanswered() {
        return unanswered.get();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE.toMillis() * 2);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
