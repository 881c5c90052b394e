package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.LogLines;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldLogTest {
    @Test
    void a_file_that_cannot_be_opened_at_the_start_is_told_at_once_with_its_cause_and_once() {
        FailoverOutbox unopened = new FailoverOutbox(true, () -> 0, Clock.systemUTC(), System::nanoTime);
        AtomicInteger attempts = new AtomicInteger();
        Committer committer = new Committer(
                unopened,
                damage -> {
                    attempts.incrementAndGet();
                    throw new IOException(new SQLException("unable to open database file"));
                },
                (records, took) -> {},
                System::nanoTime);
        try (LogLines log = new LogLines(HoldLog.class)) {
            committer.start();
            await().until(() -> attempts.get() >= 4);

            assertThat(log.lines())
                    .containsExactly("ERROR Outbox holds callbacks for Kafka reason=cannot-be-opened"
                            + " cause=\"unable to open database file\" advice=\"look at the outbox's directory and its"
                            + " disk; the events in it wait meanwhile\"");
        }
        unopened.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[SQLITE_FULL] Insertion failed because database is full", "No space left on device"})
    void a_full_disk_is_told_to_be_one(String cause) {
        assertThat(HoldReason.WRITE_FAILED.advice(cause)).startsWith("make room");
    }
}
