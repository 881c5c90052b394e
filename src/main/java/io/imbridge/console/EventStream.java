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
 * A stream of server-sent events to one page. A writer must check {@link #isFull} first, and wait with {@link #onRoom}.
 * So a slow page costs no more memory than {@link #ROOM} and one event. A page that reads nothing for {@link #PATIENCE}
 * is disconnected.
 *
 * <p>It is used only on its event loop; other threads get there with {@link #run}.
 */
final class EventStream {
    /** How many bytes may wait for the page. */
    static final int ROOM = 64 * 1024;

    /** How long a page may read nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often the stream sends something when nothing happens, so that no proxy considers it dead. */
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
                // A proxy that buffers answers would delay the events.
                .putHeader("X-Accel-Buffering", "no")
                .closeHandler(gone -> stream.end())
                .exceptionHandler(broken -> stream.end())
                .drainHandler(room -> stream.drained());
        stream.write(Buffer.buffer("retry: 1000\n\n"));
        return stream;
    }

    /** The last event that the page received on its previous stream; null if this is its first stream. */
    static @Nullable String lastEventId(RoutingContext routing) {
        String id = routing.request().getHeader("Last-Event-ID");
        return id == null || id.isEmpty() ? null : id;
    }

    /** Whether the page has not yet read the data that was sent. */
    boolean isFull() {
        return isClosed || response.writeQueueFull();
    }

    /** Sends an event. */
    void send(String event, JsonObject data) {
        write(message(event, null, List.of(data.encode().getBytes(UTF_8))));
    }

    /**
     * Makes the bytes of an event. Safe for many threads.
     *
     * @param id the id from which the page continues after a break, without line breaks; null for an event that the
     *     page may forget
     * @param data the data in UTF-8, in one line, as consecutive pieces
     */
    static Buffer message(String event, @Nullable String id, List<byte[]> data) {
        String head = (id == null ? "" : "id: " + id + '\n') + "event: " + event + "\ndata: ";
        int length = head.length() + END.length();
        for (byte[] piece : data) {
            length += piece.length;
        }
        // Allocate the whole length at once: some messages have half a megabyte.
        Buffer message = Buffer.buffer(length).appendString(head);
        data.forEach(message::appendBytes);
        return message.appendString(END);
    }

    /** Runs a task once when there is room again. It replaces a task that was waiting. */
    void onRoom(Runnable next) {
        if (isFull()) {
            waiting = next;
        } else {
            next.run();
        }
    }

    /** Runs a task on the stream's event loop. Any thread may call this. */
    void run(Runnable work) {
        loop.runOnContext(now -> work.run());
    }

    /** Whether the page is gone. Any thread may call this. */
    boolean isClosed() {
        return isClosed;
    }

    /** Ends the stream. The page reconnects unless it is told not to. */
    void close() {
        if (!isClosed) {
            response.end();
            end();
        }
    }

    /** Writes a message that {@link #message} made. */
    void write(Buffer message) {
        if (!isClosed) {
            // If the connection was closed before the stream was requested, only this failure shows it.
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
