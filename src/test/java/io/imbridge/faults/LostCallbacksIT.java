package io.imbridge.faults;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static io.imbridge.testkit.VendorStandIn.LIST;
import static io.imbridge.testkit.VendorStandIn.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Callbacks are lost, and one read corrects the profiles while others arrive. */
@ResourceLock(FaultRig.CORES)
class LostCallbacksIT {
    private static final int GROUPS = 1_000;
    private static final int LATER = 20;
    private static final int BUDGET = 50;
    private static final List<String> HEAP = List.of("-Xmx128m");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private final ProfilesRig rig = new ProfilesRig(Kafka.bootstrapServers());
    private final VendorGroups.InMemory truth = new VendorGroups.InMemory();

    @TempDir
    private Path directory;

    @Test
    void profiles_that_missed_a_tenth_of_the_callbacks_are_the_vendors_after_one_read() throws Exception {
        try (VendorStandIn vendor = VendorStandIn.start(Callbacks.APP, VendorReads.KEY, truth);
                ServiceProcess service =
                        rig.bridge(Map.of("BRIDGE_PROFILES_ENABLED", "true")).start()) {
            ProfilesRig.awaitRunning(service);
            LostCallbacks users = new LostCallbacks(truth, service.port(), SEED);
            for (int number = 0; number < GROUPS; number++) {
                users.live(number);
            }
            awaitFolded(service);
            assertThat(VendorTruth.differences(truth, rig))
                    .as("before, with %d callbacks refused, seed %d", users.refused(), SEED)
                    .hasSizeGreaterThan(GROUPS / 10);

            readWhileOthersArrive(new VendorReads(rig, vendor, directory), users);
            awaitFolded(service);

            assertThat(VendorTruth.differences(truth, rig))
                    .as("afterwards, seed %d", SEED)
                    .isEmpty();
            assertThat(VendorTruth.incomplete(rig)).isLessThanOrEqualTo(LATER);
            assertThat(vendor.mostInASecond(LIST)).isEqualTo(1);
            assertThat(vendor.mostInASecond(INFO)).isLessThanOrEqualTo(BUDGET);
            assertThat(vendor.mostInASecond(TOPICS)).isLessThanOrEqualTo(BUDGET);
            assertThat(drift(service)).contains("field=\"name\",kind=\"different\"", "field=\"topic\",kind=\"ended\"");
        }
    }

    /** The read is killed in the middle and started again. */
    private static void readWhileOthersArrive(VendorReads read, LostCallbacks users) throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> goOn(users, isOver));
        try (ChildProcess first = read.start(BUDGET, HEAP)) {
            await().atMost(LONG).until(() -> read.vendor().requests(TOPICS) > GROUPS / 3);
            first.kill();
        }
        long before = read.vendor().requests(TOPICS);
        try (ChildProcess second = read.start(BUDGET, HEAP)) {
            assertThat(second.awaitExit(LONG)).as(second.log()).isZero();
            assertThat(second.log()).contains("groups and ", ", 0 failed", "changed: ");
        }
        isOver.set(true);
        others.join();
        assertThat(read.vendor().requests(TOPICS) - before)
                .as("what was read before the kill is not read again")
                .isLessThan(GROUPS - GROUPS / 6);
    }

    private static void goOn(LostCallbacks users, AtomicBoolean isOver) {
        Random random = new Random(SEED + 1);
        for (int turn = 0; !isOver.get(); turn++) {
            users.rename(random.nextInt(GROUPS), "Renamed meanwhile " + turn, true);
            if (turn < LATER) {
                users.create(GROUPS + turn, true);
            }
        }
    }

    private void awaitFolded(ServiceProcess service) {
        await().atMost(LONG).until(() -> ProfilesRig.health(service).contains("\"records\": 0,"));
        rig.awaitFolded();
    }

    private static List<String> drift(ServiceProcess service) {
        return Http.get(service.managementPort(), "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("bridge_profiles_drift_total") && !line.endsWith(" 0.0"))
                .map(line -> line.substring(line.indexOf('{') + 1, line.indexOf('}')))
                .toList();
    }
}
