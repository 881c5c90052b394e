package io.imbridge.ops;

import io.imbridge.outbox.Outbox;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.outbox.OutboxState;
import io.imbridge.publish.Relay;
import io.imbridge.publish.RelayState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** How callbacks are kept, put together of what the outbox, the relay and the disk say. */
@Singleton
final class OutboxHealth {
    /** Where a callback would be kept now. */
    enum Mode {
        DISK,
        WAITING_FOR_KAFKA,
        REFUSING
    }

    /**
     * One moment of it.
     *
     * @param diskFree what the disk of the outbox has left, in bytes; 0 without an outbox
     * @param room how much the outbox can still grow by, in bytes; 0 without an outbox
     * @param age of the oldest record kept, zero for none
     */
    record Snapshot(OutboxState outbox, RelayState relay, Mode mode, long diskFree, long room, Duration age) {
        /** Whether a callback could be kept. */
        boolean isReady() {
            return mode != Mode.REFUSING;
        }
    }

    private final Supplier<OutboxState> outbox;
    private final Supplier<RelayState> relay;
    private final Clock clock;
    private final boolean onDisk;
    private final Path directory;
    private final long maxBytes;

    @Inject
    OutboxHealth(Outbox outbox, Relay relay, OutboxSettings settings, Clock clock) {
        this(outbox::state, relay::state, settings, clock);
    }

    OutboxHealth(Supplier<OutboxState> outbox, Supplier<RelayState> relay, OutboxSettings settings, Clock clock) {
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
        this.onDisk = settings.enabled();
        this.directory = settings.directory();
        this.maxBytes = settings.maxSize().asLongValue();
    }

    /** Whether there is an outbox on disk at all. */
    boolean isOnDisk() {
        return onDisk;
    }

    /** Looks. Asks the disk, so it may take as long as that does. */
    Snapshot snapshot() {
        OutboxState kept = outbox.get();
        RelayState sent = relay.get();
        long diskFree = onDisk ? directory.toFile().getUsableSpace() : 0;
        long room = onDisk ? Math.max(0, Math.min(maxBytes - kept.bytes(), diskFree)) : 0;
        return new Snapshot(kept, sent, mode(kept, sent), diskFree, room, age(kept));
    }

    /** What the outbox may still grow by, whatever the disk has left, in bytes. */
    long bytesToLimit(Snapshot snapshot) {
        return maxBytes - snapshot.outbox().bytes();
    }

    private Mode mode(OutboxState kept, RelayState sent) {
        if (kept.mode() == OutboxState.Mode.DISK) {
            return Mode.DISK;
        }
        return onDisk && !sent.isReachable() ? Mode.REFUSING : Mode.WAITING_FOR_KAFKA;
    }

    private Duration age(OutboxState kept) {
        return kept.oldest() == null ? Duration.ZERO : Duration.between(kept.oldest(), clock.instant());
    }
}
