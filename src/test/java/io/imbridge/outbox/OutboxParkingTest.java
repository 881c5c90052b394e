package io.imbridge.outbox;

import static io.imbridge.outbox.OutboxRig.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.outbox.FaultyPlace.Use;
import io.imbridge.outbox.OutboxState.Mode;
import io.imbridge.outbox.sqlite.OutboxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka accepts no record of one topic: its records are parked, and do not delay others. */
class OutboxParkingTest {
    /** Few records fill it. */
    private static final Limits FEW = new Limits(100, 70, 1 << 20, 1 << 20, 10, 1 << 20, 20);

    private static final int STUCK = 150;
    private static final int WELL = 300;

    @TempDir
    Path directory;

    private OutboxRig rig;

    @BeforeEach
    void start() {
        rig = OutboxRig.onDisk(directory, FEW);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void restart() {
        rig.close();
        start();
    }

    /** Lets a topic fill the memory with its records, until they are parked. */
    private void park() {
        for (int i = 0; i < STUCK / 10; i++) {
            rig.append("stuck", OutboxRig.numbers(i * 10, 10)).join();
        }
        for (int i = 0; i < WELL / 10; i++) {
            rig.append("well", OutboxRig.numbers(i * 10, 10)).join();
        }
        rig.outbox().troubled(Set.of("stuck"));
        rig.later(Duration.ofSeconds(3));
        await().until(() -> parked() == STUCK);
    }

    private long parked() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("outbox.db"));
                Statement statement = other.createStatement()) {
            return statement
                    .executeQuery("SELECT count(*) FROM parked WHERE topic = 'stuck'")
                    .getLong(1);
        }
    }

    @Test
    void a_topic_that_is_stuck_holds_up_no_other() {
        park();

        assertThat(rig.drain("well", WELL)).containsExactly(OutboxRig.numbers(0, WELL));
        assertThat(rig.outbox().state().rows()).isEqualTo(STUCK);
    }

    @Test
    void what_was_parked_comes_in_order_when_kafka_takes_it_and_before_what_came_later() {
        park();
        rig.append("stuck", "later").join();
        rig.outbox().troubled(Set.of());

        assertThat(rig.drain("stuck", STUCK)).containsExactly(OutboxRig.numbers(0, STUCK));
        // It is after the other topic's records in the file, and there is only one cursor.
        rig.drain("well", WELL);
        assertThat(rig.drain("stuck", 1)).containsExactly("later");
        await().until(() -> rig.outbox().state().rows() == 0 && parked() == 0);
        rig.append("stuck", "last").join();
        assertThat(rig.drain("stuck", 1)).containsExactly("last");
    }

    @Test
    void what_cannot_be_parked_as_the_disk_fails_comes_behind_what_was_parked() {
        park();
        rig.append("stuck", "later").join();
        rig.disk().fail(Use.WRITE);
        rig.append("other", "held");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);
        rig.drain("well", WELL);
        rig.outbox().troubled(Set.of());

        List<String> read = rig.drain("stuck", STUCK + 1);

        assertThat(read.subList(0, STUCK)).containsExactly(OutboxRig.numbers(0, STUCK));
        assertThat(read).endsWith("later");
    }

    @Test
    void what_was_parked_survives_a_restart_and_comes_once() {
        park();
        rig.drain("well", WELL);
        await().until(() -> rig.outbox().state().rows() == STUCK);

        restart();
        rig.append("stuck", "later").join();

        assertThat(rig.outbox().state().rows()).isEqualTo(STUCK + 1);
        assertThat(rig.drain("stuck", STUCK + 1)).startsWith("0", "1").endsWith("149", "later");
        rig.assertNothingMore("stuck");
        rig.assertNothingMore("well");
    }

    @Test
    void what_was_parked_and_comes_back_is_handed_out_again_in_its_old_place() {
        park();
        List<KeptRecord> out = rig.read("stuck", 5);
        rig.deliver(out.get(1));
        out.stream().filter(kept -> kept != out.get(1)).forEach(rig.outbox()::putBack);

        assertThat(values(rig.read("stuck", 5))).containsExactly("0", "2", "3", "4", "5");
    }

    @Test
    void parked_records_that_cannot_be_read_for_a_while_are_not_dropped() {
        park();
        rig.drain("well", WELL);
        rig.disk().fail(Use.READ);
        List<String> first = rig.drain("stuck", 10);
        rig.disk().fix();

        assertThat(first).containsExactly(OutboxRig.numbers(0, 10));
        assertThat(rig.drain("stuck", STUCK - 10)).containsExactly(OutboxRig.numbers(10, STUCK - 10));
    }

    @Test
    void somebody_who_looks_in_sees_parked_records_in_their_places_and_once() throws IOException {
        park();

        try (OutboxFile file = OutboxFile.open(directory)) {
            long[] last = {0};
            int[] count = {0};
            file.each(row -> {
                assertThat(row.sequence()).isGreaterThan(last[0]);
                assertThat(row.record()).isNotNull();
                last[0] = row.sequence();
                count[0]++;
                return true;
            });
            assertThat(count[0]).isEqualTo(STUCK + WELL);
        }
    }
}
