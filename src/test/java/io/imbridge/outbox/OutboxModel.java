package io.imbridge.outbox;

import static io.imbridge.outbox.ModelPromises.id;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A random history of an outbox with a store in memory: appends, transactions, reads, a relay whose sends succeed, fail
 * or remain unknown, faults of the disk, crashes and starts. All actions that other threads could do during a write or
 * a read of the disk happen inside it, on the only thread. So a seed always gives the same history.
 */
final class OutboxModel {
    private static final String[] TOPICS = {"a", "b", "c"};
    private static final Limits LIMITS = new Limits(24, 16, 1 << 20, 1 << 20, 4, 1 << 20, 3);
    private static final int STEPS = 2_500;

    private final Random random;
    private final boolean hasFaults;
    private final boolean hasCrashes;
    private final ModelPromises promises = new ModelPromises();
    private final ModelDisk disk;
    private long now = 1_000_000_000L;
    private int lives;
    private int ids;
    private FailoverOutbox outbox;
    private Committer committer;
    private BacklogReader reader;
    private ModelRelay relay;

    OutboxModel(long seed) {
        random = new Random(seed);
        hasFaults = seed % 4 != 0;
        hasCrashes = seed % 2 == 0;
        disk = new ModelDisk(random, this::meanwhile);
    }

    /** The largest number of parked records. */
    int parkedMost() {
        return disk.parkedMost();
    }

    int lives() {
        return lives;
    }

    /** Runs the history. Throws an {@link AssertionError} if a promise is broken. */
    void run() {
        start();
        for (int step = 0; step < STEPS; step++) {
            if (hasFaults) {
                disk.change();
            }
            if (random.nextInt(100) == 0) {
                relay.trouble(random.nextBoolean() ? topic() : "");
            }
            step();
            promises.assertKept();
            if (hasCrashes && random.nextInt(400) == 0) {
                disk.fix();
                crash();
            }
        }
        comeToRest();
    }

    private void start() {
        lives++;
        // The clock may go back between two lives, but not below numbers of which no disk knows.
        long highest = promises.highest();
        long lowest = Math.max(1_000_000, disk.file().reserved() < highest ? highest / 1_000 + 1 : 0);
        Clock clock = Clock.fixed(Instant.ofEpochMilli(lowest + random.nextInt(1_000)), ZoneOffset.UTC);
        outbox = new FailoverOutbox(LIMITS, () -> 0, clock, () -> now);
        committer = new Committer(outbox.work(), disk, (records, took) -> {}, () -> now);
        reader = new BacklogReader(outbox.work(), Duration.ZERO);
        relay = new ModelRelay(random, outbox, promises);
        // Until the content of the file is known, records get numbers from the clock alone.
        disk.opens();
        write();
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> append();
            case 2, 3 -> commit();
            case 4, 5 -> relay.handOut(topic());
            case 6, 7 -> relay.deliver(topic());
            case 8 -> relay.fail(topic());
            case 9, 10 -> read();
            default -> tick();
        }
    }

    /** The actions of other threads while the disk works. */
    private void meanwhile() {
        for (int left = random.nextInt(4); left > 0; left--) {
            switch (random.nextInt(8)) {
                case 0 -> append();
                case 1 -> relay.handOut(topic());
                case 2 -> relay.deliver(topic());
                case 3 -> relay.fail(topic());
                case 4 -> tick();
                case 5 -> commit();
                case 6 -> read();
                default -> {
                    if (disk.isWriting() && hasFaults && random.nextInt(4) == 0) {
                        outbox.work().hold(HoldReason.STALLED, null);
                    }
                }
            }
        }
    }

    private void append() {
        List<OutboxRecord> records = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            String id = "r" + ids++;
            names.add(id);
            records.add(record(topic(), "k" + random.nextInt(3), id));
        }
        Duration budget = Duration.ofNanos(random.nextInt(5) == 0 ? 50 : 100_000);
        promises.appended(outbox.append(records, budget).toCompletableFuture(), names);
    }

    private static OutboxRecord record(String topic, String key, String id) {
        UUID uuid = UUID.nameUUIDFromBytes(id.getBytes(UTF_8));
        return new OutboxRecord(
                topic, key, "A.b", "1", uuid, "00", Instant.EPOCH, Instant.EPOCH, null, null, id.getBytes(UTF_8));
    }

    private String topic() {
        return TOPICS[random.nextInt(TOPICS.length)];
    }

    private void commit() {
        if (!disk.isWriting() && outbox.work().untilDue() == 0) {
            write();
        }
    }

    private void write() {
        try {
            committer.step();
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }

    private void read() {
        if (!disk.isReading()) {
            reader.read();
        }
    }

    private void tick() {
        now += random.nextInt(60);
        if (random.nextInt(30) == 0) {
            now += Duration.ofSeconds(3).toNanos();
        }
        Set<String> out = relay.onTheirWay();
        outbox.refuseOverdue();
        promises.judge(out);
    }

    private void crash() {
        promises.crashes(disk.file().values()::contains);
        relay.crash();
        promises.crashed();
        start();
    }

    private void comeToRest() {
        disk.fix();
        relay.trouble("");
        for (int round = 0; round < 20_000 && !isAtRest(); round++) {
            now += Duration.ofMillis(50).toNanos();
            commit();
            read();
            relay.handOut(topic());
            relay.deliver(topic());
            if (round % 50 == 0) {
                outbox.refuseOverdue();
            }
        }
        promises.atRest();
        promises.check(
                isAtRest(),
                "left over: " + outbox.state() + " " + outbox.waitingTopics() + " "
                        + disk.file().values());
    }

    private boolean isAtRest() {
        return disk.file().isEmpty()
                && outbox.state().rows() == 0
                && outbox.state().mode() == OutboxState.Mode.DISK
                && outbox.waitingTopics().isEmpty()
                && promises.areAllAnswered()
                && relay.onTheirWay().isEmpty();
    }
}
