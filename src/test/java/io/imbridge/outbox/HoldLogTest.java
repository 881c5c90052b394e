package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.outbox.FaultyPlace.Use;
import io.imbridge.outbox.OutboxState.Mode;
import io.imbridge.testkit.LogLines;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldLogTest {
    @TempDir
    Path directory;

    @Test
    void a_file_that_cannot_be_opened_at_the_start_is_told_at_once_with_its_cause_and_once() {
        FaultyPlace place = FaultyPlace.in(directory, 1L << 30);
        place.fail(Use.OPEN, new IOException(new SQLException("unable to open database file")));
        try (LogLines log = new LogLines(HoldLog.class);
                OutboxRig rig = OutboxRig.over(place)) {
            await().until(() -> place.opens() >= 4);

            assertThat(rig.outbox().state().mode()).isEqualTo(Mode.WAITING_FOR_KAFKA);
            assertThat(log.lines())
                    .containsExactly(
                            "ERROR Callbacks wait for Kafka because the outbox cannot keep them reason=cannot-be-opened"
                                    + " cause=\"unable to open database file\" advice=\"look at the outbox's directory and its"
                                    + " disk; the events in it wait meanwhile\"");
        }
    }

    @Test
    void a_backlog_that_cannot_be_read_is_told_once_and_when_it_can_be_read_again() {
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.append("a", "1").join();
        }
        FaultyPlace place = FaultyPlace.in(directory, 1L << 30);
        place.fail(Use.READ, new IOException("injected: bad sector"));
        try (LogLines log = new LogLines(HoldLog.class);
                OutboxRig rig = OutboxRig.over(place)) {
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("cannot be read")));
            place.fix();

            await().until(() -> log.lines().contains("INFO Outbox can be read again"));
            assertThat(rig.drain("a", 1)).containsExactly("1");
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("ERROR"))
                    .containsExactly("ERROR Outbox cannot be read and its records wait cause=\"injected: bad sector\"");
        }
    }

    @Test
    void each_time_of_holding_is_told_with_its_end() {
        try (OutboxRig rig = OutboxRig.onDisk(directory);
                LogLines log = new LogLines(HoldLog.class)) {
            for (int time = 0; time < 2; time++) {
                rig.disk().fail(Use.WRITE);
                rig.append("a", "1");
                rig.awaitMode(Mode.WAITING_FOR_KAFKA);
                rig.disk().fix();
                rig.awaitMode(Mode.DISK);
            }

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("ERROR"))
                    .hasSize(2)
                    .allMatch(line -> line.contains("reason=write-failed cause=\"injected: I/O error\""));
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("INFO"))
                    .containsExactly(
                            "INFO Outbox keeps callbacks on disk records=1",
                            "INFO Outbox keeps callbacks on disk records=2");
        }
    }

    @Test
    void a_disk_that_stands_still_is_told() {
        try (OutboxRig rig = OutboxRig.onDisk(directory);
                LogLines log = new LogLines(HoldLog.class)) {
            rig.disk().stall(Use.WRITE);
            rig.append("a", "1");
            await().until(() -> {
                rig.later(Duration.ofMillis(100));
                rig.tick();
                return rig.outbox().state().mode() == Mode.WAITING_FOR_KAFKA;
            });

            assertThat(log.lines())
                    .containsExactly(
                            "ERROR Callbacks wait for Kafka because the outbox cannot keep them reason=stalled cause=\"no answer\""
                                    + " advice=\"the disk does not answer: look at it\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[SQLITE_FULL] Insertion failed because database is full", "No space left on device"})
    void a_full_disk_is_told_to_be_one(String cause) {
        assertThat(HoldReason.WRITE_FAILED.advice(cause)).startsWith("make room");
    }
}
