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

/** The state of keeping callbacks, from the states of the outbox, the relay and the disk. */
@Singleton
final class OutboxHealth {
    /** Where a callback would be kept now. */
    enum Mode {
        DISK,
        WAITING_FOR_KAFKA,
        REFUSING
    }

    /**
     * The state at one moment.
     *
     * @param diskFree the free space on the outbox's disk, in bytes; 0 without an outbox
     * @param room how much the outbox can still grow, in bytes; 0 without an outbox
     * @param age the age of the oldest kept record; zero if there is none
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

    /** Returns the present state. It asks the disk, so it may take as long as the disk does. */
    Snapshot snapshot() {
        OutboxState kept = outbox.get();
        RelayState sent = relay.get();
        long diskFree = onDisk ? directory.toFile().getUsableSpace() : 0;
        long room = onDisk ? Math.max(0, Math.min(maxBytes - kept.bytes(), diskFree)) : 0;
        return new Snapshot(kept, sent, mode(kept, sent), diskFree, room, age(kept));
    }

    /** How much the outbox may grow by its limit, in bytes, whatever the disk's free space is. */
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
