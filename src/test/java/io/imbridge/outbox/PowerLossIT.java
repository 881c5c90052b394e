package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.outbox.OutboxStore.Contents;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import io.imbridge.outbox.sqlite.RealPlace;
import io.imbridge.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power is lost while an outbox is used, at moments chosen at random: nothing that was answered OK is lost. It needs
 * Linux and a C compiler. {@code -Dpower.cuts=1000} and {@code -Dpower.seed=…} say how often, and which moments.
 */
class PowerLossIT {
    private static final int CUTS = Integer.getInteger("power.cuts", 100);
    private static final long SEED = Long.getLong("power.seed", System.nanoTime());
    private static final int RECORDS = 3_000;
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path temporary;

    @Test
    void nothing_that_was_answered_is_lost_with_the_power() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("outbox")).toRealPath();
        RecordedDisk disk = new RecordedDisk(record(directory), directory);
        Random random = new Random(SEED);
        int[] cuts = random.ints(CUTS, 1, disk.size() + 1).sorted().toArray();

        int kept = 0;
        for (int cut : cuts) {
            disk.goTo(cut);
            Path survived = Files.createDirectory(temporary.resolve("survived"));
            disk.losePower(random, survived);
            Map<Integer, String> found = read(survived);
            Set<Integer> wanted = undelivered(disk.notes());
            kept += wanted.size();

            Set<Integer> lost = new TreeSet<>(wanted);
            lost.removeAll(found.keySet());
            assertThat(lost)
                    .as("lost with seed %d, cut at %d of %d", SEED, cut, disk.size())
                    .isEmpty();
            assertThat(found).allSatisfy((number, value) -> assertThat(value).isEqualTo(PowerLossWriter.value(number)));
            delete(survived);
        }
        assertThat(kept).as("records that were to be found, in all").isGreaterThan(CUTS);
    }

    /** Lets a process use an outbox whose disk is recorded. */
    private Path record(Path directory) throws IOException {
        Path library = temporary.resolve("recording-disk.so");
        Path recording = temporary.resolve("recording");
        run(
                Map.of(),
                "cc",
                "-shared",
                "-fPIC",
                "-O2",
                "-o",
                library.toString(),
                Path.of("src/test/native/recording-disk.c").toAbsolutePath().toString(),
                "-ldl",
                "-lpthread");
        Map<String, String> recorded = Map.of(
                "LD_PRELOAD", library.toString(),
                "RECORDING_DISK_DIRECTORY", directory.toString(),
                "RECORDING_DISK_LOG", recording.toString());
        run(
                recorded,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PowerLossWriter.class.getName(),
                directory.toString(),
                Integer.toString(RECORDS),
                Long.toString(SEED));
        return recording;
    }

    private void run(Map<String, String> environment, String... command) {
        try (ChildProcess process =
                ChildProcess.start(List.of(command), environment, temporary, temporary.resolve("process.log"))) {
            assertThat(process.awaitExit(PATIENCE)).as(process.log()).isZero();
        }
    }

    /** The numbers that were answered OK, without those that Kafka may have. */
    private static Set<Integer> undelivered(List<String> notes) {
        Set<Integer> numbers = new HashSet<>();
        notes.stream().filter(note -> note.startsWith("+")).forEach(note -> numbers.add(number(note)));
        notes.stream().filter(note -> note.startsWith("-")).forEach(note -> numbers.remove(number(note)));
        return numbers;
    }

    private static int number(String note) {
        return Integer.parseInt(note.substring(1));
    }

    /** The values of all records in an outbox by their numbers. A damaged file would end this. */
    private static Map<Integer, String> read(Path directory) throws IOException {
        Map<Integer, String> found = new HashMap<>();
        try (OutboxStore.Place place = RealPlace.in(directory, PowerLossWriter.MAX_BYTES);
                OutboxStore store = place.open(null)) {
            Contents contents = store.contents();
            List<StoredBatch> batches = store.batches(Long.MIN_VALUE, Long.MAX_VALUE);
            while (!batches.isEmpty()) {
                batches.forEach(batch -> batch.records().forEach(kept -> add(kept, found)));
                batches = store.batches(batches.get(batches.size() - 1).first(), Long.MAX_VALUE);
            }
            for (String topic : contents.parked().keySet()) {
                List<KeptRecord> parked = store.parked(topic, Long.MIN_VALUE, PAGE);
                while (!parked.isEmpty()) {
                    parked.forEach(kept -> add(kept, found));
                    parked = store.parked(topic, parked.get(parked.size() - 1).sequence(), PAGE);
                }
            }
        }
        return found;
    }

    private static void add(KeptRecord kept, Map<Integer, String> found) {
        String value = OutboxRig.value(kept);
        found.put(Integer.valueOf(value.split(" ", 2)[0]), value);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
