package io.imbridge.faults;

import static io.imbridge.faults.Proof.assertKept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The disk fails, is full, and works again. It runs at the same time as classes that need little, because it mostly
 * waits.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(FaultRig.CORES)
class DiskFaultsIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int CONNECTIONS = 16;

    @Test
    void a_full_outbox_refuses_only_while_kafka_is_unreachable_too() {
        try (FaultRig rig = new FaultRig(FaultSetup.of("full").with("BRIDGE_OUTBOX_MAX_SIZE", "4M"))) {
            try (Load load = rig.load("full", CONNECTIONS, 2000)) {
                assertThat(load).isNotNull();
                rig.awaitMoreOk(500);
                rig.broker().stop();
                awaitRefusals(rig);
                rig.broker().start();
                rig.awaitMode("disk");
                rig.awaitMoreOk(1000);
            }
            assertThat(rig.oracle().otherwise()).containsOnlyKeys(503);
            assertKept(rig.verdict("outbox full and Kafka unreachable"));
        }
    }

    @Test
    void a_file_that_is_deleted_under_load_is_there_again_for_the_next_start() throws IOException {
        try (FaultRig rig = new FaultRig(FaultSetup.of("rm"))) {
            try (Load load = rig.load("rm", CONNECTIONS, 2000)) {
                assertThat(load).isNotNull();
                rig.awaitMoreOk(500);
                rig.broker().stop();
                rig.awaitMoreOk(2000);
                Files.delete(rig.service().directory().resolve(Path.of("data", "outbox", "outbox.db")));
                rig.awaitMoreOk(2000);
                rig.service().kill();
            }
            rig.service().start();
            rig.broker().start();
            assertThat(rig.oracle().otherwise()).containsOnlyKeys(0);
            assertKept(rig.verdict("outbox file deleted, then kill -9"));
        }
    }

    @Test
    @Tag("failing-disk")
    void a_disk_that_does_not_sync_makes_answers_wait_for_kafka() throws IOException {
        FailingDisk disk = new FailingDisk("fsync");
        failAndComeBack("fsync", disk, disk::failToSync, "fsync fails, with and without Kafka");
    }

    @Test
    @Tag("failing-disk")
    void a_disk_that_takes_no_byte_makes_answers_wait_for_kafka() throws IOException {
        FailingDisk disk = new FailingDisk("write");
        failAndComeBack("write", disk, disk::failToWrite, "writes fail, with and without Kafka");
    }

    private static void failAndComeBack(String name, FailingDisk disk, Step fail, String scenario) throws IOException {
        try (FaultRig rig = new FaultRig(disk.under(FaultSetup.of(name)))) {
            try (Load load = rig.load(name, CONNECTIONS, 2000)) {
                assertThat(load).isNotNull();
                goThrough(rig, fail, disk::fix);
            }
            assertKept(rig.verdict(scenario));
        }
    }

    @Test
    @Tag("failing-disk")
    void a_file_system_that_is_really_full_is_no_end() throws IOException {
        String mount = "mkdir -p data && mount -t tmpfs -o size=32m tmpfs data && exec \"$@\"";
        FaultSetup small = FaultSetup.of("tmpfs")
                .with("BRIDGE_OUTBOX_MAX_SIZE", "2G")
                .startedBy(List.of("unshare", "-rm", "sh", "-c", mount, "sh"));
        try (FaultRig rig = new FaultRig(small)) {
            try (Load load = rig.load("tmpfs", CONNECTIONS, 2000)) {
                assertThat(load).isNotNull();
                Path filler = Path.of("/proc/" + rig.service().pid() + "/root")
                        .resolve(rig.service()
                                .directory()
                                .resolve(Path.of("data", "filler"))
                                .toString()
                                .substring(1));
                goThrough(rig, () -> fill(filler), () -> Files.delete(filler));
                rig.broker().stop();
                awaitRefusals(rig);
                rig.broker().start();
                rig.awaitMode("disk");
                rig.awaitMoreOk(1000);
            }
            assertThat(rig.oracle().otherwise()).containsOnlyKeys(503);
            assertKept(rig.verdict("file system of 32 MB full, with and without Kafka"));
        }
    }

    /**
     * The disk fails and works again, first with Kafka reachable. Then it fails during an outage of Kafka, which ends
     * first.
     */
    private static void goThrough(FaultRig rig, Step fail, Step fix) throws IOException {
        rig.awaitMoreOk(1000);
        fail.run();
        rig.awaitMode("waiting-for-kafka");
        rig.awaitMoreOk(1000);
        fix.run();
        rig.awaitMode("disk");
        assertThat(rig.oracle().otherwise()).isEmpty();
        rig.broker().stop();
        rig.awaitMoreOk(1000);
        fail.run();
        awaitRefusals(rig);
        rig.broker().start();
        rig.awaitMoreOk(1000);
        fix.run();
        rig.awaitMode("disk");
        rig.awaitMoreOk(1000);
        assertThat(rig.oracle().otherwise()).containsOnlyKeys(503);
    }

    /** Waits for two refusals on each connection: none comes before the answer budget is used up. */
    private static void awaitRefusals(FaultRig rig) {
        long goal = rig.oracle().otherwise().getOrDefault(503, 0L) + 2 * CONNECTIONS;
        await().atMost(LONG).until(() -> rig.oracle().otherwise().getOrDefault(503, 0L) > goal);
    }

    /** Writes until no further byte fits. */
    private static void fill(Path filler) throws IOException {
        for (int chunk : new int[] {4096, 1}) {
            byte[] bytes = new byte[chunk];
            try (OutputStream file =
                    Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (Files.size(filler) < 64L << 20) {
                    file.write(bytes);
                }
            } catch (IOException full) {
                // The disk is full, as intended.
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
