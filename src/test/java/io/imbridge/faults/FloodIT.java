package io.imbridge.faults;

import static io.imbridge.faults.CrowdedService.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Requests without a signature, in the number of {@code -Doverload.callbacks=100000}, together with genuine ones. */
@ResourceLock(FaultRig.CORES)
class FloodIT {
    private static final int CALLBACKS = Integer.getInteger("overload.callbacks", 20_000);
    private static final int FLOODING = 50;
    private static final int GENUINE = 4;

    /** The vendor's timeout. */
    private static final Duration IN_TIME = Duration.ofSeconds(2);

    @Test
    void a_flood_costs_no_disk_no_kafka_and_half_the_processor_at_most_and_the_genuine_pass() throws IOException {
        Map<String, String> signed = Map.of("BRIDGE_VERIFY_TOKENS_" + Callbacks.APP, Callbacks.TOKEN);
        try (CrowdedService service = new CrowdedService("flood", signed);
                Crowd flood = new Crowd(service.port(), FLOODING);
                Crowd genuine = new Crowd(service.port(), FLOODING)) {
            genuine.send(0, CALLBACKS / 2, CrowdedService::genuine);
            flood.send(0, CALLBACKS / 2, CrowdedService::unsigned);

            Duration ofGenuine = cpu(service, () -> genuine.send(CALLBACKS, CALLBACKS, CrowdedService::genuine));
            assertThat(service.arrived()).containsAll(genuine.ok());
            double kept = service.metric("bridge_outbox_commit_records_sum");
            Duration ofFlood = cpu(service, () -> flood.send(0, CALLBACKS, CrowdedService::unsigned));

            note("CPU of " + CALLBACKS + " genuine / unsigned", ofGenuine + " / " + ofFlood);
            assertThat(service.metric("bridge_outbox_commit_records_sum")).isEqualTo(kept);
            assertThat(ofFlood).isLessThan(ofGenuine.dividedBy(2));
            theGenuinePass(service, flood);
            assertThat(genuine.answers()).containsOnlyKeys(200);
            assertThat(flood.answers()).containsOnlyKeys(403);
        }
    }

    private static void theGenuinePass(CrowdedService service, Crowd flood) throws IOException {
        try (Crowd alone = new Crowd(service.port(), GENUINE);
                Crowd beside = new Crowd(service.port(), GENUINE)) {
            alone.send(0, CALLBACKS / 10, CrowdedService::genuine);
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> flooding = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    flood.send(0, 10 * FLOODING, CrowdedService::unsigned);
                }
            });
            beside.send(0, CALLBACKS / 10, CrowdedService::genuine);
            done.set(true);
            flooding.join();

            note("genuine without a flood", alone.times());
            note("genuine beside a flood over " + FLOODING + " connections", beside.times());
            assertThat(beside.answers()).containsOnlyKeys(200);
            assertThat(beside.time(0.99)).isLessThan(IN_TIME);
        }
    }

    private static Duration cpu(CrowdedService service, Runnable work) {
        Duration start = service.cpu();
        work.run();
        return service.cpu().minus(start);
    }
}
