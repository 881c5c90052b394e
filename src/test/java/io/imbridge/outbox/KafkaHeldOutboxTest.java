package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KafkaHeldOutboxTest {
    private static final Instant START = Instant.parse("2026-11-21T08:30:00Z");
    private static final Duration BUDGET = Duration.ofMillis(1500);

    private final AtomicLong now = new AtomicLong();
    private final KafkaHeldOutbox outbox =
            new KafkaHeldOutbox(new SequenceNumbers(Clock.fixed(START, ZoneOffset.UTC)), now::get);

    @Test
    void an_append_is_done_when_kafka_has_all_its_records() {
        CompletableFuture<Void> answer = append("a", "b");
        List<KeptRecord> kept = outbox.poll(10);

        outbox.delivered(kept.get(1));
        assertThat(answer).isNotDone();

        outbox.delivered(kept.get(0));
        assertThat(answer).isCompletedWithValue(null);
    }

    @Test
    void records_come_out_in_order_once_and_with_growing_numbers() {
        append("a", "b");
        append("c");

        List<KeptRecord> first = outbox.poll(2);
        List<KeptRecord> second = outbox.poll(2);

        assertThat(first).extracting(kept -> kept.record().topic()).containsExactly("a", "b");
        assertThat(second).extracting(kept -> kept.record().topic()).containsExactly("c");
        assertThat(outbox.poll(2)).isEmpty();
        assertThat(first.get(0).sequence()).isEqualTo(START.toEpochMilli() * 1000);
        assertThat(second.get(0).sequence()).isEqualTo(first.get(0).sequence() + 2);
    }

    @Test
    void what_kafka_does_not_have_within_the_budget_is_refused_and_not_handed_out() {
        CompletableFuture<Void> late = append("late");
        List<KeptRecord> onItsWay = outbox.poll(1);
        CompletableFuture<Void> waiting = append("waiting");
        now.addAndGet(BUDGET.toNanos());
        CompletableFuture<Void> fresh = append("fresh");

        outbox.refuseOverdue();

        assertRefused(late);
        assertRefused(waiting);
        assertThat(fresh).isNotDone();
        assertThat(outbox.isWanted(onItsWay.get(0))).isFalse();
        assertThat(outbox.poll(10)).extracting(kept -> kept.record().topic()).containsExactly("fresh");
    }

    @Test
    void what_was_refused_may_still_arrive() {
        CompletableFuture<Void> late = append("late");
        List<KeptRecord> kept = outbox.poll(1);
        now.addAndGet(BUDGET.toNanos());
        outbox.refuseOverdue();

        outbox.delivered(kept.get(0));

        assertRefused(late);
    }

    @Test
    void within_the_budget_nothing_is_refused() {
        CompletableFuture<Void> answer = append("a");
        now.addAndGet(BUDGET.toNanos() - 1);

        outbox.refuseOverdue();

        assertThat(answer).isNotDone();
    }

    @Test
    void an_arrival_is_told() {
        AtomicInteger arrivals = new AtomicInteger();
        outbox.onArrival(arrivals::incrementAndGet);

        append("a");

        assertThat(arrivals).hasValue(1);
    }

    private CompletableFuture<Void> append(String... topics) {
        return outbox.append(
                        List.of(topics).stream()
                                .map(KafkaHeldOutboxTest::record)
                                .toList(),
                        BUDGET)
                .toCompletableFuture();
    }

    private static void assertRefused(CompletableFuture<Void> answer) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.NOT_KEPT));
    }

    private static OutboxRecord record(String topic) {
        return new OutboxRecord(
                topic, null, "A.b", "1", new UUID(1, 2), "00", START, START, null, new byte[] {'{', '}'});
    }
}
