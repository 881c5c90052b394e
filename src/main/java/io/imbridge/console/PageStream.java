package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.events.EntryFilter;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a page its events: first the past events that it asked for, then each new one as it arrives.
 *
 * <p>It works in turns: each turn makes at most one message, and the next turn comes when the page has room for more.
 * So a slow page costs one message. If a page falls behind what {@link EventRing} holds, it continues with the newest
 * events and learns how many it misses. During a search no event is skipped.
 */
final class PageStream {
    private static final Logger LOG = Logger.getLogger(PageStream.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Duration REMINDER = Duration.ofSeconds(30);
    private static final int MOST_AT_ONCE = 500;
    private final EventLog log;
    private final EntryFilter filter;
    private final StreamStart streamStart;
    private final boolean tellsDone;
    private final PageSearch search;
    private @Nullable EventStream page;
    private @Nullable PagePosition position;
    private LiveLog.@Nullable State told;
    private long lastId;
    private long turns;
    private boolean isBegun;
    private boolean isDone;
    private boolean isClosed;

    /**
     * Prepares a stream that {@link #begin} starts.
     *
     * @param tellsDone whether the page gets a message when the past is complete
     */
    PageStream(EventLog log, EntryFilter filter, StreamStart streamStart, boolean tellsDone) {
        this.log = log;
        this.filter = filter;
        this.streamStart = streamStart;
        this.tellsDone = tellsDone;
        this.search = new PageSearch(log, filter, streamStart);
    }

    /** Starts sending to a page. */
    synchronized void begin(EventStream to) {
        if (isClosed) {
            return;
        }
        page = to;
        log.live().watch();
        next(Duration.ZERO);
    }

    /** Notes that the page is gone. It does not block event loops. */
    void closed() {
        try {
            log.threads().execute(this::end);
        } catch (RejectedExecutionException stopped) {
            // The service is stopping, and all its threads too.
        }
    }

    private synchronized void end() {
        if (!isClosed && page != null) {
            log.live().unwatch();
        }
        isClosed = true;
        search.close();
    }

    private void next(Duration pause) {
        schedule(this::turn, pause);
    }

    private void schedule(Runnable work, Duration pause) {
        try {
            Future<?> unused = log.threads().schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            // The service is stopping, and all its streams too.
        }
    }

    private synchronized void turn() {
        if (isClosed) {
            return;
        }
        turns++;
        try {
            EventRing ring = log.live().ring();
            PagePosition now = position;
            if (!Objects.equals(told, log.live().state()) && (ring == null || now != null)) {
                tellState();
            } else if (ring == null) {
                next(PAUSE);
            } else if (now == null) {
                start(ring.edge());
            } else if (now.isInRing()) {
                tellNew(ring, now);
            } else {
                search(ring, now);
            }
        } catch (KafkaException failed) {
            failed("Kafka cannot be searched: " + log.clients().sentence(failed));
        } catch (RuntimeException defect) {
            // If the exception were thrown on, no turn would follow and the page would wait for ever.
            LOG.error("Console failed to tell a page", defect);
            failed("The service failed to search: its log says why.");
        }
    }

    private void failed(String sentence) {
        search.close();
        told = new LiveLog.State(false, sentence);
        sendState(RETRY);
    }

    private void tellState() {
        told = log.live().state();
        if (told == null) {
            next(PAUSE);
        } else {
            sendState(PAUSE);
        }
    }

    private void sendState(Duration pause) {
        send("state", StreamMessages.state(Objects.requireNonNull(told)), pause);
    }

    private void start(EventRing.Edge edge) {
        if (streamStart instanceof StreamStart.Behind behind) {
            List<String> topics = edge.offsets().keySet().stream()
                    .map(TopicPartition::topic)
                    .distinct()
                    .toList();
            position = new PagePosition(Cursor.read(behind.cursor(), topics));
            isBegun = true;
        } else if (streamStart instanceof StreamStart.Now) {
            position = PagePosition.at(edge);
            isBegun = true;
        } else {
            position = new PagePosition(Map.of());
        }
        next(Duration.ZERO);
    }

    private void search(EventRing ring, PagePosition now) {
        if (!search.isOpen()) {
            if (isBegun && now.enter(ring)) {
                tellDone();
                return;
            }
            if (!search.open(ring.edge(), isBegun ? now.offsets() : null)) {
                next(PAUSE);
                return;
            }
        }
        SearchResults found = search.step();
        now.searched(found.offsets());
        isBegun = true;
        if (found.entries().isEmpty()) {
            send("progress", StreamMessages.progress(found), found.isDone() ? Duration.ZERO : PAUSE);
        } else {
            sendEntries(found.entries().stream()
                    .map(entry -> new ShownEntry(entry).json())
                    .toList());
        }
    }

    /** Ends the search of a page that does not read the results, so that other pages can search. */
    private synchronized void leaveSearch(long turn) {
        if (turn == turns) {
            search.close();
        }
    }

    private void tellDone() {
        if (tellsDone && !isDone) {
            isDone = true;
            send("done", StreamMessages.done(), Duration.ZERO);
        } else {
            next(Duration.ZERO);
        }
    }

    private void tellNew(EventRing ring, PagePosition now) {
        EventRing.Slice slice = now.next(ring, MOST_AT_ONCE);
        if (slice.missed() > 0) {
            send("skipped", StreamMessages.skipped(now.skip(ring)), PAUSE);
            return;
        }
        List<byte[]> fresh = new ArrayList<>();
        for (ShownEntry shown : slice.entries()) {
            if (now.pass(shown.entry().origin()) && filter.matches(shown.entry())) {
                fresh.add(shown.json());
            }
        }
        if (!fresh.isEmpty()) {
            sendEntries(fresh);
        } else if (System.nanoTime() - lastId > REMINDER.toNanos()) {
            // After a break the page need not read these entries again, because they do not match its filter.
            sendState(PAUSE);
        } else {
            next(slice.entries().size() == MOST_AT_ONCE ? Duration.ZERO : PAUSE);
        }
    }

    private void sendEntries(List<byte[]> entries) {
        send("entries", StreamMessages.entries(entries), PAUSE);
    }

    private void send(String event, String data, Duration pause) {
        send(event, List.of(data.getBytes(UTF_8)), pause);
    }

    /** Sends a message when there is room, and continues after a pause. */
    private void send(String event, List<byte[]> data, Duration pause) {
        EventStream to = Objects.requireNonNull(page);
        Buffer message =
                EventStream.message(event, position == null || !isBegun ? null : Cursor.of(position.offsets()), data);
        lastId = System.nanoTime();
        if (search.isOpen()) {
            long turn = turns;
            schedule(() -> leaveSearch(turn), SLOW);
        }
        to.run(() -> to.onRoom(() -> {
            to.write(message);
            next(pause);
        }));
    }
}
