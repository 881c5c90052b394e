package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.imbridge.callback.RefusedException;
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

/** The disk fails, stands still, and comes back, and nothing of it shows in what Kafka gets. */
class OutboxFailoverTest {
    private static final Duration BUDGET = Duration.ofSeconds(20);

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

    @Test
    void a_failing_disk_makes_the_answer_wait_for_kafka() {
        rig.breakDisk();
        CompletableFuture<Void> answer = append("1");
        await().until(() -> outbox.state().mode() == Mode.HELD);

        assertThat(answer).isNotDone();
        outbox.delivered(read(1).get(0));

        assertThat(answer).isCompletedWithValue(null);
    }

    @Test
    void when_the_disk_is_back_what_was_held_is_safe_and_the_order_stays() {
        append("1").join();
        rig.breakDisk();
        CompletableFuture<Void> held = append("2");
        await().until(() -> outbox.state().mode() == Mode.HELD);
        CompletableFuture<Void> alsoHeld = append("3");

        rig.mendDisk();
        held.join();
        alsoHeld.join();
        await().until(() -> outbox.state().mode() == Mode.DISK);
        append("4").join();

        assertThat(OutboxContract.values(read(4))).containsExactly("1", "2", "3", "4");
        assertThat(outbox.read("a", 10)).isEmpty();
    }

    @Test
    void what_was_committed_and_said_to_have_failed_is_neither_repeated_nor_left_over() {
        append("1").join();
        append("2").join();
        KeptRecord first = read(2).get(0);
        rig.breakDiskAfterCommits();
        outbox.delivered(first);
        CompletableFuture<Void> delivered = append("3");
        CompletableFuture<Void> held = append("4");
        await().until(() -> outbox.state().mode() == Mode.HELD);
        List<KeptRecord> heldOut = read(2);
        assertThat(OutboxContract.values(heldOut)).containsExactly("3", "4");
        outbox.delivered(heldOut.get(0));
        assertThat(delivered).isCompleted();
        outbox.putBack(heldOut.get(1));

        rig.mendDisk();
        assertThat(held).succeedsWithin(BUDGET);
        await().until(() -> outbox.state().mode() == Mode.DISK);

        assertThat(OutboxContract.values(read(1))).containsExactly("4");
        assertThat(outbox.read("a", 10)).isEmpty();
        await().until(() -> outbox.state().rows() == 2);
        rig.close();
        rig = OutboxRig.onDisk(directory);
        outbox = rig.outbox();
        assertThat(OutboxContract.values(read(2))).containsExactly("2", "4");
    }

    @Test
    void what_was_held_and_not_delivered_survives_a_restart_once_the_disk_is_back() {
        rig.breakDisk();
        CompletableFuture<Void> delivered = append("1");
        CompletableFuture<Void> held = append("2");
        await().until(() -> outbox.state().mode() == Mode.HELD);
        outbox.delivered(read(2).get(0));
        assertThat(delivered).isCompleted();

        rig.mendDisk();
        held.join();
        rig.close();
        rig = OutboxRig.onDisk(directory);

        assertThat(OutboxContract.values(rig.outbox().read("a", 10))).containsExactly("2");
    }

    @Test
    void when_kafka_has_nothing_either_the_callback_is_refused_within_its_budget_and_not_published() {
        rig.breakDisk();
        CompletableFuture<Void> answer = outbox.append(OutboxRig.records("a", "1"), Duration.ofMillis(200))
                .toCompletableFuture();

        await().until(() -> {
            rig.tick();
            return answer.isDone();
        });

        assertThatThrownBy(answer::join).hasCauseInstanceOf(RefusedException.class);
        rig.mendDisk();
        await().until(() -> outbox.state().mode() == Mode.DISK);
        append("2").join();
        assertThat(OutboxContract.values(read(1))).containsExactly("2");
        assertThat(outbox.read("a", 10)).isEmpty();
    }

    @Test
    void a_disk_that_stands_still_makes_the_answer_wait_for_kafka() {
        rig.stallDisk();
        CompletableFuture<Void> answer = append("1");
        CompletableFuture<Void> queued = append("2");
        await().until(() -> {
            rig.tick();
            return outbox.state().mode() == Mode.HELD;
        });

        List<KeptRecord> out = read(2);
        outbox.delivered(out.get(0));
        assertThat(answer).isCompletedWithValue(null);

        rig.moveDisk();
        queued.join();
        outbox.delivered(out.get(1));
        await().until(() -> outbox.state().rows() == 0);
        assertThat(outbox.read("a", 10)).isEmpty();
    }

    @Test
    void a_disk_that_stands_still_after_a_commit_makes_the_answer_wait_for_kafka() {
        rig.stallDiskAfterCommits();
        append("1").join();
        CompletableFuture<Void> answer = append("2");
        await().until(() -> {
            rig.tick();
            return outbox.state().mode() == Mode.HELD;
        });

        read(2).forEach(outbox::delivered);

        assertThat(answer).isCompletedWithValue(null);
        rig.moveDisk();
        await().until(() -> outbox.state().rows() == 0 && outbox.state().mode() == Mode.DISK);
    }

    @Test
    void a_backlog_in_the_file_goes_before_what_is_held() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String[] numbers = OutboxRig.numbers(i * 100, 100);
            expected.addAll(List.of(numbers));
            outbox.append(OutboxRig.records("a", numbers), BUDGET)
                    .toCompletableFuture()
                    .join();
        }
        rig.breakDisk();
        CompletableFuture<Void> held = append("held");
        expected.add("held");
        await().until(() -> outbox.state().mode() == Mode.HELD);

        List<String> first = OutboxContract.values(read(3000));
        rig.mendDisk();
        held.join();
        await().until(() -> outbox.state().mode() == Mode.DISK);
        append("after").join();
        expected.add("after");
        List<String> all = new ArrayList<>(first);
        all.addAll(OutboxContract.values(read(2002)));

        assertThat(all).isEqualTo(expected);
    }

    private CompletableFuture<Void> append(String value) {
        return outbox.append(OutboxRig.records("a", value), BUDGET).toCompletableFuture();
    }

    private List<KeptRecord> read(int count) {
        List<KeptRecord> found = new ArrayList<>();
        await().until(() -> {
            found.addAll(outbox.read("a", count - found.size()));
            return found.size() >= count;
        });
        return found;
    }
}
