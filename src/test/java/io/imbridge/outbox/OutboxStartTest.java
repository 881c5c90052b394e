package io.imbridge.outbox;

import static io.imbridge.outbox.OutboxRig.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.outbox.FaultyPlace.Use;
import io.imbridge.outbox.OutboxState.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails or does not respond when the service starts. */
class OutboxStartTest {
    private static final long BYTES = 1L << 30;

    @TempDir
    Path directory;

    private OutboxRig rig;

    @BeforeEach
    void start() {
        rig = OutboxRig.onDisk(directory);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void a_backlog_that_cannot_be_read_for_a_while_comes_whole_and_in_order() {
        rig.append("a", "1", "2").join();
        rig.append("a", "3").join();
        rig.close();
        FaultyPlace place = FaultyPlace.in(directory, BYTES);
        place.fail(Use.READ);
        rig = OutboxRig.over(place);

        rig.append("a", "4").join();
        rig.assertNothingMore("a");
        assertThat(rig.outbox().state().mode()).isEqualTo(Mode.DISK);
        assertThat(rig.outbox().state().damagedFiles()).isZero();
        place.fix();

        assertThat(values(rig.read("a", 4))).containsExactly("1", "2", "3", "4");
    }

    @Test
    void a_start_on_a_disk_that_stands_still_holds_what_comes_and_reads_later_what_is_there() {
        rig.append("a", "1").join();
        rig.close();
        FaultyPlace place = FaultyPlace.in(directory, BYTES);
        place.stall(Use.OPEN);
        rig = OutboxRig.over(place, Duration.ofMillis(10));

        CompletableFuture<Void> held = rig.append("b", "2");
        rig.drain("b", 1);
        assertThat(held).isCompletedWithValue(null);
        place.move();

        rig.awaitMode(Mode.DISK);
        assertThat(values(rig.read("a", 1))).containsExactly("1");
    }
}
