package io.imbridge.outbox;

import static io.imbridge.outbox.OutboxRig.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.imbridge.callback.RefusedException;
import io.imbridge.outbox.FaultyPlace.Use;
import io.imbridge.outbox.OutboxState.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails, does not respond, and works again, and the records in Kafka show nothing of it. */
class OutboxFailoverTest {
    @TempDir
    Path directory;

    private OutboxRig rig;
    private Outbox outbox;

    @BeforeEach
    void start() {
        rig = OutboxRig.onDisk(directory);
        outbox = rig.outbox();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void restart() {
        rig.close();
        start();
    }

    @Test
    void a_failing_disk_makes_the_answer_wait_for_kafka() {
        rig.disk().fail(Use.WRITE);
        CompletableFuture<Void> answer = append("1");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);

        assertThat(answer).isNotDone();
        rig.deliver(read(1).get(0));

        assertThat(answer).isCompletedWithValue(null);
    }

    @Test
    void when_the_disk_is_back_what_was_held_is_safe_and_the_order_stays() {
        append("1").join();
        rig.disk().fail(Use.WRITE);
        CompletableFuture<Void> held = append("2");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);
        CompletableFuture<Void> alsoHeld = append("3");

        rig.disk().fix();
        held.join();
        alsoHeld.join();
        rig.awaitMode(Mode.DISK);
        append("4").join();

        assertThat(values(read(4))).containsExactly("1", "2", "3", "4");
        rig.assertNothingMore("a");
    }

    @Test
    void what_was_committed_and_said_to_have_failed_is_neither_repeated_nor_left_over() {
        append("1").join();
        append("2").join();
        KeptRecord first = read(2).get(0);
        rig.disk().failAfterWrites();
        rig.deliver(first);
        CompletableFuture<Void> delivered = append("3");
        CompletableFuture<Void> held = append("4");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);
        List<KeptRecord> heldOut = read(2);
        assertThat(values(heldOut)).containsExactly("3", "4");
        rig.deliver(heldOut.get(0));
        assertThat(delivered).isCompleted();
        outbox.putBack(heldOut.get(1));

        rig.disk().fix();
        assertThat(held).succeedsWithin(OutboxRig.BUDGET);
        rig.awaitMode(Mode.DISK);

        assertThat(values(read(1))).containsExactly("4");
        rig.assertNothingMore("a");
        await().until(() -> outbox.state().rows() == 2);
        restart();
        assertThat(values(read(2))).containsExactly("2", "4");
        rig.assertNothingMore("a");
    }

    @Test
    void what_was_held_and_not_delivered_survives_a_restart_once_the_disk_is_back() {
        rig.disk().fail(Use.WRITE);
        CompletableFuture<Void> delivered = append("1");
        CompletableFuture<Void> held = append("2");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);
        rig.deliver(read(2).get(0));
        assertThat(delivered).isCompleted();

        rig.disk().fix();
        held.join();
        restart();

        assertThat(values(read(1))).containsExactly("2");
        rig.assertNothingMore("a");
    }

    @Test
    void when_kafka_has_nothing_either_the_callback_is_refused_within_its_budget_and_not_published() {
        rig.disk().fail(Use.WRITE);
        CompletableFuture<Void> answer = outbox.append(OutboxRig.records("a", "1"), Duration.ofMillis(200))
                .toCompletableFuture();

        await().until(() -> {
            rig.tick();
            return answer.isDone();
        });

        assertThatThrownBy(answer::join).hasCauseInstanceOf(RefusedException.class);
        rig.disk().fix();
        rig.awaitMode(Mode.DISK);
        append("2").join();
        assertThat(values(read(1))).containsExactly("2");
        rig.assertNothingMore("a");
        restart();
        assertThat(values(read(1))).containsExactly("2");
        rig.assertNothingMore("a");
    }

    @Test
    void a_disk_that_stands_still_makes_the_answer_wait_for_kafka() {
        rig.disk().stall(Use.WRITE);
        CompletableFuture<Void> answer = append("1");
        CompletableFuture<Void> queued = append("2");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);

        List<KeptRecord> out = read(2);
        rig.deliver(out.get(0));
        assertThat(answer).isCompletedWithValue(null);

        rig.disk().move();
        queued.join();
        rig.deliver(out.get(1));
        await().until(() -> outbox.state().rows() == 0);
        rig.assertNothingMore("a");
    }

    @Test
    void a_disk_that_stands_still_after_a_commit_makes_the_answer_wait_for_kafka() {
        rig.disk().stall(Use.TIDY);
        append("1").join();
        CompletableFuture<Void> answer = append("2");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);

        rig.drain("a", 2);

        assertThat(answer).isCompletedWithValue(null);
        rig.disk().move();
        await().until(() -> outbox.state().rows() == 0 && outbox.state().mode() == Mode.DISK);
    }

    @Test
    void a_backlog_in_the_file_goes_before_what_is_held() {
        int backlog = 15_000;
        for (int i = 0; i < backlog / 100; i++) {
            rig.append("a", OutboxRig.numbers(i * 100, 100)).join();
        }
        rig.disk().fail(Use.WRITE);
        CompletableFuture<Void> held = append("held");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);

        List<String> all = new ArrayList<>(rig.drain("a", backlog));
        assertThat(held).isNotDone();
        rig.disk().fix();
        held.join();
        rig.awaitMode(Mode.DISK);
        append("after").join();
        all.addAll(rig.drain("a", 2));

        List<String> expected = new ArrayList<>(List.of(OutboxRig.numbers(0, backlog)));
        expected.add("held");
        expected.add("after");
        assertThat(all).isEqualTo(expected);
    }

    @Test
    void what_is_held_behind_a_backlog_is_answered_by_kafka_alone_if_need_be() {
        int backlog = 12_000;
        for (int i = 0; i < backlog / 100; i++) {
            rig.append("a", OutboxRig.numbers(i * 100, 100)).join();
        }
        rig.disk().fail(Use.WRITE);
        CompletableFuture<Void> held = append("held");
        rig.awaitMode(Mode.WAITING_FOR_KAFKA);

        assertThat(rig.drain("a", backlog + 1)).endsWith("11999", "held");

        assertThat(held).isCompletedWithValue(null);
    }

    private CompletableFuture<Void> append(String value) {
        return rig.append("a", value);
    }

    private List<KeptRecord> read(int count) {
        return rig.read("a", count);
    }
}
