package io.imbridge.console;

import io.imbridge.callback.TopicNames;
import io.imbridge.events.EntryReader;
import io.imbridge.events.EventTopics;
import io.imbridge.profiles.Profiles;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Everything that reads events for the console: the live log, the threads for the pages' streams, and searches. At most
 * {@link #SEARCHES} searches run at a time. It runs only while somebody uses it.
 */
@Singleton
final class EventLog {
    /** How many streams may search the past at a time; others wait. */
    static final int SEARCHES = 2;

    private static final Duration IDLE = Duration.ofSeconds(3);

    /** One thread more than searches, so that new events never wait for a search. */
    private static final int THREADS = SEARCHES + 1;

    private final ReaderClients clients;
    private final EntryReader entries;
    private final LiveLog live;
    private final GroupPartitions groupPartitions;
    private final KafkaQueries queries;
    private final Semaphore searches = new Semaphore(SEARCHES);
    private final ScheduledThreadPoolExecutor threads;

    EventLog(KafkaReaders readers, KafkaQueries asked, TopicNames names, Profiles profiles) {
        clients = new ReaderClients(readers, EventTopics.of(names));
        queries = asked;
        entries = new EntryReader(new KnownNames(profiles));
        live = new LiveLog(clients, entries);
        groupPartitions = new GroupPartitions(names);
        threads = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "console-pages");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        threads.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
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

    GroupPartitions groupPartitions() {
        return groupPartitions;
    }

    LiveLog live() {
        return live;
    }

    /** The permits for the searches of streams. */
    Semaphore searches() {
        return searches;
    }

    /** The threads that serve the streams. */
    ScheduledThreadPoolExecutor threads() {
        return threads;
    }

    /** Like {@link Questions#ask}. */
    <T> T ask(Function<Consumer<byte[], byte[]>, T> question) {
        return queries.ask(question);
    }
}
