package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to one page. Whoever writes asks {@link #isFull} first, and waits for {@link #onRoom}: so a slow page
 * costs no more memory than {@link #ROOM} and one event. A page that takes nothing for {@link #PATIENCE} is cut off.
 *
 * <p>Used on its event loop only; other threads get there with {@link #run}.
 */
final class EventStream {
    /** How many bytes may wait for the page. */
    static final int ROOM = 64 * 1024;

    /** How long a page may take nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often something is sent where nothing happens, so that nobody between takes the stream for dead. */
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final String END = "\n\n";

    private final Vertx vertx;
    private final Context loop;
    private final HttpServerResponse response;
    private final Runnable closed;
    private final long timer;
    private long fullSince;
    private volatile boolean isClosed;
    private @Nullable Runnable waiting;

    private EventStream(RoutingContext routing, Runnable closed) {
        this.vertx = routing.vertx();
        this.loop = vertx.getOrCreateContext();
        this.response = routing.response();
        this.closed = closed;
        this.timer = vertx.setPeriodic(HEARTBEAT.toMillis(), beat -> beat());
    }

    /**
     * Begins the answer.
     *
     * @param closed called once, when the page is gone or {@link #close} was called
     */
    static EventStream open(RoutingContext routing, Runnable closed) {
        EventStream stream = new EventStream(routing, closed);
        stream.response
                .setChunked(true)
                .setWriteQueueMaxSize(ROOM)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                // A proxy that collects answers would keep events from the page.
                .putHeader("X-Accel-Buffering", "no")
                .closeHandler(gone -> stream.end())
                .exceptionHandler(broken -> stream.end())
                .drainHandler(room -> stream.drained());
        stream.write(Buffer.buffer("retry: 1000\n\n"));
        return stream;
    }

    /** What the page had seen when it lost its last stream; null where it is its first. */
    static @Nullable String lastEventId(RoutingContext routing) {
        String id = routing.request().getHeader("Last-Event-ID");
        return id == null || id.isEmpty() ? null : id;
    }

    /** Whether the page has not taken yet what it was sent. */
    boolean isFull() {
        return isClosed || response.writeQueueFull();
    }

    /** Sends an event. */
    void send(String event, JsonObject data) {
        write(message(event, null, List.of(data.encode().getBytes(UTF_8))));
    }

    /**
     * An event, to be written. Any thread.
     *
     * @param id from which the page goes on after a break, without line breaks; null for an event it need not know of
     * @param data in UTF-8, in one line, as pieces one after the other
     */
    static Buffer message(String event, @Nullable String id, List<byte[]> data) {
        String head = (id == null ? "" : "id: " + id + '\n') + "event: " + event + "\ndata: ";
        int length = head.length() + END.length();
        for (byte[] piece : data) {
            length += piece.length;
        }
        // One array of that length, and not one that grows: some messages are half a megabyte.
        Buffer message = Buffer.buffer(length).appendString(head);
        data.forEach(message::appendBytes);
        return message.appendString(END);
    }

    /** Does something once when there is room again; what waited before is forgotten. */
    void onRoom(Runnable next) {
        if (isFull()) {
            waiting = next;
        } else {
            next.run();
        }
    }

    /** Does something on the stream's event loop; by any thread. */
    void run(Runnable work) {
        loop.runOnContext(now -> work.run());
    }

    /** Whether the page is gone; by any thread. */
    boolean isClosed() {
        return isClosed;
    }

    /** Ends the stream: the page asks again, unless it is told not to. */
    void close() {
        if (!isClosed) {
            response.end();
            end();
        }
    }

    /** Writes what {@link #message} made. */
    void write(Buffer message) {
        if (!isClosed) {
            // A connection that was closed before the stream was asked for tells it nowhere else.
            response.write(message).onFailure(gone -> end());
        }
    }

    private void drained() {
        fullSince = 0;
        Runnable next = waiting;
        waiting = null;
        if (next != null && !isClosed) {
            next.run();
        }
    }

    private void beat() {
        if (!response.writeQueueFull()) {
            fullSince = 0;
            write(Buffer.buffer(":\n\n"));
        } else if (fullSince == 0) {
            fullSince = System.nanoTime();
        } else if (System.nanoTime() - fullSince >= PATIENCE.minus(HEARTBEAT).toNanos()) {
            response.reset();
            end();
        }
    }

    private void end() {
        if (!isClosed) {
            isClosed = true;
            waiting = null;
            vertx.cancelTimer(timer);
            closed.run();
        }
    }
}
