package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that uses an outbox and notes in a file beside it what it may rely on: {@code +7} when record 7 was answered OK,
 * {@code -7} when Kafka is about to have it. It ends without a goodbye.
 *
 * <p>Arguments: the directory, the number of records, and a seed. Topic {@code c} is paused for half of the time, so that its
 * records are parked; all topics are paused for a while, so that there is a backlog, and the file gives space back later.
 */
final class PowerLossWriter {
    static final String NOTES = "notes.txt";
    static final long MAX_BYTES = 16L << 20;

    private static final Limits SMALL = new Limits(200, 140, 1 << 20, 1 << 19, 40, 1 << 17, 30);
    private static final List<String> TOPICS = List.of("a", "b", "c");
    private static final int THREADS = 4;
    private static final int MOST_UNANSWERED = 30;

    private final FileOutputStream notes;
    private final OutboxRig rig;
    private final int records;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final CountDownLatch appenders = new CountDownLatch(THREADS);

    private PowerLossWriter(Path directory, int records) throws IOException {
        this.notes = new FileOutputStream(directory.resolve(NOTES).toFile(), true);
        this.rig = OutboxRig.onDisk(directory, MAX_BYTES, SMALL);
        this.records = records;
    }

    public static void main(String[] arguments) throws Exception {
        Random random = new Random(Long.parseLong(arguments[2]));
        PowerLossWriter writer = new PowerLossWriter(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        writer.rig.outbox().troubled(Set.of("c"));
        for (int thread = 0; thread < THREADS; thread++) {
            long seed = random.nextLong();
            new Thread(() -> writer.append(new Random(seed))).start();
        }
        writer.deliver(random);
        Runtime.getRuntime().halt(0);
    }

    /** The value of a record, which its number determines. */
    static String value(int number) {
        return number + " " + "x".repeat(new Random(number).nextInt(5_000));
    }

    private void append(Random random) {
        try {
            for (int number = next.getAndIncrement(); number < records; number = next.getAndIncrement()) {
                int appended = number;
                rig.append(TOPICS.get(random.nextInt(TOPICS.size())), value(appended))
                        .thenRun(() -> {
                            note('+', appended);
                            answered.incrementAndGet();
                        });
                while (next.get() - answered.get() > MOST_UNANSWERED) {
                    Thread.sleep(1);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            appenders.countDown();
        }
    }

    /** Delivers nothing in the second quarter, and nothing of the paused topic in the first three. */
    private void deliver(Random random) throws InterruptedException {
        while (appenders.getCount() > 0 || !rig.outbox().waitingTopics().isEmpty()) {
            rig.tick();
            int quarter = Math.min(3, 4 * next.get() / records);
            for (String topic : rig.outbox().waitingTopics()) {
                if (quarter != 1 && (quarter == 3 || !topic.equals("c"))) {
                    deliver(rig.outbox().read(topic, 1 + random.nextInt(20)), random);
                }
            }
            Thread.sleep(1);
        }
    }

    private void deliver(List<KeptRecord> read, Random random) {
        for (KeptRecord kept : read) {
            if (random.nextInt(20) == 0) {
                rig.outbox().putBack(kept);
            } else {
                note('-', Integer.parseInt(OutboxRig.value(kept).split(" ", 2)[0]));
                rig.deliver(kept);
            }
        }
    }

    private void note(char sign, int number) {
        try {
            notes.write((sign + "" + number + "\n").getBytes(UTF_8));
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }
}
