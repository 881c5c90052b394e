package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A random history of an outbox with a store in memory: appends, transactions, reads, a relay whose sends succeed, fail
 * or remain unknown, faults of the disk, crashes and starts. All actions that other threads could do during a write or
 * a read of the disk happen inside it, on the only thread. So a seed always gives the same history.
 */
final class OutboxModel {
    private static final String[] TOPICS = {"a", "b", "c"};
    private static final Limits LIMITS = new Limits(24, 16, 1 << 20, 1 << 20, 4, 1 << 20, 3);
    private static final int STEPS = 2_500;

    private enum Fate {
        WELL,
        FAILS_BEFORE,
        FAILS_AFTER,
        GONE,
        DAMAGED
    }

    private record Appended(CompletableFuture<Void> answer, List<String> ids) {}

    private final Random random;
    private final boolean hasFaults;
    private final boolean hasCrashes;
    private final MemoryStore file = new MemoryStore();
    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, List<KeptRecord>> onTheirWay = new HashMap<>();
    private final Set<String> waitsForAll = new HashSet<>();
    private final Map<String, Long> lastOfKey = new HashMap<>();
    private final List<Appended> appended = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> unpromised = new HashSet<>();
    private final Set<Appended> judged = new HashSet<>();
    private long highest;
    private long now = 1_000_000_000L;
    private int lives;
    private int ids;
    private Fate fate = Fate.WELL;
    private boolean readsFail;
    private boolean opensFail;
    private boolean isWriting;
    private boolean isReading;
    private boolean isOpening;
    private String troubled = "";
    private FailoverOutbox outbox;
    private Committer committer;
    private BacklogReader reader;
    private int parkedMost;
    private AssertionError broken;

    OutboxModel(long seed) {
        random = new Random(seed);
        hasFaults = seed % 4 != 0;
        hasCrashes = seed % 2 == 0;
    }

    /** The largest number of parked records. */
    int parkedMost() {
        return parkedMost;
    }

    private void start() {
        onTheirWay.clear();
        waitsForAll.clear();
        lives++;
        // The clock may go back between two lives, but not below numbers of which no disk knows.
        long lowest = Math.max(1_000_000, file.reserved() < highest ? highest / 1_000 + 1 : 0);
        Clock clock = Clock.fixed(Instant.ofEpochMilli(lowest + random.nextInt(1_000)), ZoneOffset.UTC);
        outbox = new FailoverOutbox(LIMITS, () -> 0, clock, () -> now);
        committer = new Committer(outbox.work(), place(), (records, took) -> {}, () -> now);
        reader = new BacklogReader(outbox.work(), Duration.ZERO);
        // Until the content of the file is known, records get numbers from the clock alone.
        isOpening = true;
        write();
    }

    private OutboxStore.Place place() {
        return new OutboxStore.Place() {
            @Override
            public OutboxStore open(DamagedFileException damage) throws IOException {
                if (opensFail) {
                    throw new IOException("injected: not to be opened");
                }
                return file.open(
                        OutboxModel.this::beforeWrite,
                        OutboxModel.this::afterWrite,
                        OutboxModel.this::beforeRead,
                        OutboxModel.this::afterRead);
            }

            @Override
            public int damagedFiles() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }

    private void beforeWrite() throws IOException {
        whileWriting();
        switch (fate) {
            case FAILS_BEFORE -> throw new IOException("injected: before");
            case GONE -> throw new FileGoneException("injected: gone");
            case DAMAGED -> throw new DamagedFileException("injected: damaged", null);
            default -> {}
        }
    }

    private void afterWrite() throws IOException {
        parkedMost = Math.max(parkedMost, file.parked());
        whileWriting();
        if (fate == Fate.FAILS_AFTER) {
            throw new IOException("injected: after");
        }
    }

    private void beforeRead() throws IOException {
        if (isOpening) {
            isOpening = false;
            return;
        }
        if (readsFail) {
            throw new IOException("injected: unreadable");
        }
        afterRead();
    }

    private void afterRead() {
        boolean wasReading = isReading;
        isReading = true;
        meanwhile();
        isReading = wasReading;
    }

    private void whileWriting() {
        boolean wasWriting = isWriting;
        isWriting = true;
        meanwhile();
        isWriting = wasWriting;
    }

    /** The actions of other threads while the disk works. */
    private void meanwhile() {
        for (int left = random.nextInt(4); left > 0; left--) {
            switch (random.nextInt(8)) {
                case 0 -> append();
                case 1 -> handOut();
                case 2 -> deliver();
                case 3 -> fail();
                case 4 -> tick();
                case 5 -> commit();
                case 6 -> read();
                default -> {
                    if (isWriting && hasFaults && random.nextInt(4) == 0) {
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
            records.add(record(TOPICS[random.nextInt(TOPICS.length)], "k" + random.nextInt(3), id));
        }
        Duration budget = Duration.ofNanos(random.nextInt(5) == 0 ? 50 : 100_000);
        appended.add(new Appended(outbox.append(records, budget).toCompletableFuture(), names));
    }

    private static OutboxRecord record(String topic, String key, String id) {
        UUID uuid = UUID.nameUUIDFromBytes(id.getBytes(UTF_8));
        return new OutboxRecord(
                topic, key, "A.b", "1", uuid, "00", Instant.EPOCH, Instant.EPOCH, null, null, id.getBytes(UTF_8));
    }

    private static String id(KeptRecord kept) {
        return new String(kept.record().value(), UTF_8);
    }

    private void commit() {
        if (!isWriting && outbox.work().untilDue() == 0) {
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
        if (!isReading) {
            reader.read();
        }
    }

    private String topic() {
        return TOPICS[random.nextInt(TOPICS.length)];
    }

    private void handOut() {
        String topic = topic();
        List<KeptRecord> out = onTheirWay.computeIfAbsent(topic, unseen -> new ArrayList<>());
        if (waitsForAll.contains(topic) && !out.isEmpty()) {
            return;
        }
        waitsForAll.remove(topic);
        for (KeptRecord kept : outbox.read(topic, 1 + random.nextInt(4))) {
            if (times.containsKey(id(kept))) {
                // The relay has asked Kafka which records it has.
                outbox.delivered(kept);
                continue;
            }
            for (KeptRecord before : out) {
                check(
                        before.sequence() < kept.sequence() || !key(before).equals(key(kept)),
                        "order of " + key(kept) + ": " + kept.sequence() + " after " + before.sequence());
            }
            out.add(kept);
        }
    }

    private static String key(KeptRecord kept) {
        return kept.record().topic() + "/" + kept.record().key();
    }

    private void deliver() {
        String topic = topic();
        List<KeptRecord> out = onTheirWay.getOrDefault(topic, List.of());
        if (!out.isEmpty() && !topic.equals(troubled)) {
            KeptRecord kept = out.remove(0);
            take(kept);
            outbox.delivered(kept);
        }
    }

    /** Kafka accepts a record. */
    private void take(KeptRecord kept) {
        String id = id(kept);
        check(!refused.contains(id), "refused at rest and published: " + id);
        // A callback that was never answered OK may still be published after a crash, out of order.
        if (!unpromised.contains(id)) {
            long last = lastOfKey.getOrDefault(key(kept), 0L);
            check(
                    kept.sequence() > last,
                    "order of " + key(kept) + ": Kafka gets " + kept.sequence() + " after " + last);
            lastOfKey.put(key(kept), kept.sequence());
        }
        check(times.merge(id, 1, Integer::sum) == 1, "published twice: " + id);
        highest = Math.max(highest, kept.sequence());
    }

    private void fail() {
        String topic = topic();
        List<KeptRecord> out = onTheirWay.getOrDefault(topic, List.of());
        if (out.isEmpty() || random.nextInt(3) != 0) {
            return;
        }
        int from = random.nextInt(out.size());
        List<KeptRecord> back = new ArrayList<>(out.subList(from, out.size()));
        out.subList(from, out.size()).clear();
        java.util.Collections.shuffle(back, random);
        back.forEach(outbox::putBack);
        if (!out.isEmpty()) {
            waitsForAll.add(topic);
        }
    }

    private void tick() {
        now += random.nextInt(60);
        if (random.nextInt(30) == 0) {
            now += Duration.ofSeconds(3).toNanos();
        }
        Set<String> out = new HashSet<>();
        onTheirWay.values().forEach(records -> records.forEach(kept -> out.add(id(kept))));
        outbox.refuseOverdue();
        for (Appended append : appended) {
            if (append.answer().isCompletedExceptionally() && judged.add(append)) {
                append.ids().stream().filter(id -> !out.contains(id)).forEach(refused::add);
            }
        }
    }

    private void crash() {
        for (Appended append : appended) {
            if (append.answer().isDone() && !append.answer().isCompletedExceptionally()) {
                for (String id : append.ids()) {
                    check(times.containsKey(id) || isInFile(id), "lost by a crash: " + id);
                }
            }
        }
        // Kafka accepts some of the records that are under way, and nobody learns of it.
        for (List<KeptRecord> out : onTheirWay.values()) {
            for (KeptRecord kept : out.subList(0, random.nextInt(out.size() + 1))) {
                take(kept);
            }
        }
        refused.clear();
        appended.stream()
                .filter(append -> !append.answer().isDone() || append.answer().isCompletedExceptionally())
                .forEach(append -> unpromised.addAll(append.ids()));
        appended.removeIf(append -> !append.answer().isDone());
        start();
    }

    private boolean isInFile(String id) {
        return file.values().contains(id);
    }

    /** Runs the history. Throws an {@link AssertionError} if a promise is broken. */
    void run() {
        start();
        for (int step = 0; step < STEPS; step++) {
            if (hasFaults && random.nextInt(40) == 0) {
                fate = random.nextInt(3) == 0 ? Fate.values()[random.nextInt(Fate.values().length)] : Fate.WELL;
            }
            if (hasFaults && random.nextInt(80) == 0) {
                readsFail = random.nextInt(3) == 0;
            }
            if (hasFaults && random.nextInt(80) == 0) {
                opensFail = random.nextInt(3) == 0;
            }
            if (random.nextInt(100) == 0) {
                troubled = random.nextBoolean() ? topic() : "";
                outbox.troubled(Set.of(troubled));
            }
            step();
            check(true, "");
            if (hasCrashes && random.nextInt(400) == 0) {
                wellAgain();
                crash();
            }
        }
        comeToRest();
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> append();
            case 2, 3 -> commit();
            case 4, 5 -> handOut();
            case 6, 7 -> deliver();
            case 8 -> fail();
            case 9, 10 -> read();
            default -> tick();
        }
    }

    private void wellAgain() {
        fate = Fate.WELL;
        readsFail = false;
        opensFail = false;
    }

    private void comeToRest() {
        wellAgain();
        troubled = "";
        outbox.troubled(Set.of());
        for (int round = 0; round < 20_000 && !isAtRest(); round++) {
            now += Duration.ofMillis(50).toNanos();
            commit();
            read();
            handOut();
            deliver();
            if (round % 50 == 0) {
                outbox.refuseOverdue();
            }
        }
        for (Appended append : appended) {
            check(append.answer().isDone(), "never answered: " + append.ids());
            if (!append.answer().isCompletedExceptionally()) {
                append.ids().forEach(id -> check(times.containsKey(id), "never published: " + id));
            }
        }
        check(isAtRest(), "left over: " + outbox.state() + " " + outbox.waitingTopics() + " " + file.values());
    }

    private boolean isAtRest() {
        return file.isEmpty()
                && outbox.state().rows() == 0
                && outbox.state().mode() == OutboxState.Mode.DISK
                && outbox.waitingTopics().isEmpty()
                && appended.stream().allMatch(append -> append.answer().isDone())
                && onTheirWay.values().stream().allMatch(List::isEmpty);
    }

    /** The threads of the outbox continue in any case, so the first broken promise is the one that counts. */
    private void check(boolean holds, String otherwise) {
        if (!holds && broken == null) {
            broken = new AssertionError(otherwise);
        }
        if (broken != null) {
            throw broken;
        }
    }

    int lives() {
        return lives;
    }
}
