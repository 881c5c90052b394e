package io.imbridge.console;

import io.imbridge.callback.KafkaCluster;
import io.imbridge.callback.TopicNames;
import io.imbridge.events.EntryReader;
import io.imbridge.events.EventTopics;
import io.imbridge.profiles.Profiles;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * All that reads events for the console: the live log, what the pages' streams are served with, and searches, of which
 * {@link #SEARCHES} run at a time. While nobody asks, nothing of it runs.
 */
@Singleton
final class EventLog {
    /** How many streams may search the past at a time; others wait. */
    static final int SEARCHES = 2;

    private static final int QUESTIONS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** One more than searches, so that what is new never waits for them. */
    private static final int THREADS = SEARCHES + 1;

    private final ReaderClients clients;
    private final EntryReader entries;
    private final LiveLog live;
    private final GroupPlaces places;
    private final Semaphore questions = new Semaphore(QUESTIONS);
    private final Semaphore searches = new Semaphore(SEARCHES);
    private final ScheduledThreadPoolExecutor threads;

    EventLog(Provider<KafkaCluster> cluster, TopicNames names, Profiles profiles) {
        clients = new ReaderClients(cluster, EventTopics.of(names));
        entries = new EntryReader(new KnownNames(profiles));
        live = new LiveLog(clients, entries);
        places = new GroupPlaces(names);
        threads = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "console-pages");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        threads.setKeepAliveTime(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    ReaderClients clients() {
        return clients;
    }

    EntryReader entries() {
        return entries;
    }

    GroupPlaces places() {
        return places;
    }

    LiveLog live() {
        return live;
    }

    /** Of those that streams may have open at a time. */
    Semaphore searches() {
        return searches;
    }

    /** Where the streams are served. */
    ScheduledThreadPoolExecutor threads() {
        return threads;
    }

    /**
     * Asks Kafka something, with a client that is closed then.
     *
     * @throws Problem where too many ask, or Kafka does not answer
     */
    <T> T ask(Function<Consumer<byte[], byte[]>, T> question) {
        if (!acquire()) {
            throw new Problem(503, "Too many are searching: ask again.");
        }
        try (Consumer<byte[], byte[]> client = clients.openToSearch()) {
            return question.apply(client);
        } catch (KafkaException away) {
            throw new Problem(503, "Kafka cannot be read: " + clients.sentence(away));
        } finally {
            questions.release();
        }
    }

    private boolean acquire() {
        try {
            return questions.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
