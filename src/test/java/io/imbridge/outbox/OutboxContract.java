package io.imbridge.outbox;

import static io.imbridge.outbox.OutboxRig.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises of every outbox, whatever its implementation. */
abstract class OutboxContract {
    OutboxRig rig;
    Outbox outbox;

    abstract OutboxRig rig();

    @BeforeEach
    void start() {
        rig = rig();
        outbox = rig.outbox();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void what_is_appended_is_read_in_order_topic_by_topic_and_once() {
        rig.append("a", "1", "2");
        rig.append("b", "3");
        rig.append("a", "4");

        assertThat(values(rig.read("a", 3))).containsExactly("1", "2", "4");
        assertThat(values(rig.read("b", 1))).containsExactly("3");
        rig.assertNothingMore("a");
        rig.assertNothingMore("nothing");
    }

    @Test
    void an_append_is_answered_when_it_is_safe() {
        CompletableFuture<Void> answer = rig.append("a", "1", "2");

        rig.drain("a", 2);

        await().untilAsserted(() -> assertThat(answer).isCompletedWithValue(null));
    }

    @Test
    void numbers_grow_in_the_order_of_arrival() {
        rig.append("a", "1", "2");
        rig.append("b", "3");

        List<Long> numbers = new ArrayList<>();
        rig.read("a", 2).forEach(kept -> numbers.add(kept.sequence()));
        rig.read("b", 1).forEach(kept -> numbers.add(kept.sequence()));

        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers.get(0)).isBetween(1L << 50, 1L << 53);
    }

    @Test
    void what_comes_back_is_handed_out_again_in_its_old_place() {
        rig.append("a", "1", "2", "3", "4");
        List<KeptRecord> first = rig.read("a", 4);

        rig.deliver(first.get(1));
        outbox.putBack(first.get(2));
        outbox.putBack(first.get(0));
        outbox.putBack(first.get(3));

        assertThat(values(rig.read("a", 3))).containsExactly("1", "3", "4");
        rig.assertNothingMore("a");
    }

    @Test
    void what_is_delivered_is_deleted_whether_its_place_in_kafka_is_known_or_not() {
        rig.append("a", "1", "2");

        List<KeptRecord> out = rig.read("a", 2);
        rig.deliver(out.get(0));
        outbox.delivered(out.get(1));

        await().untilAsserted(() -> assertThat(outbox.state().rows()).isZero());
        assertThat(outbox.waitingTopics()).isEmpty();
        assertThat(outbox.state().oldest()).isNull();
    }

    @Test
    void an_arrival_is_told() {
        AtomicInteger arrivals = new AtomicInteger();
        outbox.onArrival(arrivals::incrementAndGet);

        rig.append("a", "1");

        await().untilAsserted(() -> assertThat(arrivals).hasPositiveValue());
        await().untilAsserted(() -> assertThat(outbox.waitingTopics()).containsExactly("a"));
    }

    @Test
    void a_closed_outbox_takes_nothing() {
        outbox.close();

        assertThatThrownBy(rig.append("a", "1")::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.NOT_KEPT));
    }
}
