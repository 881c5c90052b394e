package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every outbox promises, whatever stands behind it. */
abstract class OutboxContract {
    static final Duration BUDGET = Duration.ofSeconds(20);
    private OutboxRig rig;

    abstract OutboxRig rig();

    Outbox outbox() {
        if (rig == null) {
            rig = rig();
        }
        return rig.outbox();
    }

    @AfterEach
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void what_is_appended_is_read_in_order_topic_by_topic_and_once() {
        append("a", "1", "2");
        append("b", "3");
        append("a", "4");

        assertThat(values(readAll("a", 3))).containsExactly("1", "2", "4");
        assertThat(values(readAll("b", 1))).containsExactly("3");
        assertThat(outbox().read("a", 10)).isEmpty();
        assertThat(outbox().read("nothing", 10)).isEmpty();
    }

    @Test
    void an_append_is_answered_when_it_is_safe() {
        CompletableFuture<Void> answer = append("a", "1", "2");

        readAll("a", 2).forEach(outbox()::delivered);

        await().untilAsserted(() -> assertThat(answer).isCompletedWithValue(null));
    }

    @Test
    void numbers_grow_in_the_order_of_arrival() {
        append("a", "1", "2");
        append("b", "3");

        List<Long> numbers = new ArrayList<>();
        readAll("a", 2).forEach(kept -> numbers.add(kept.sequence()));
        readAll("b", 1).forEach(kept -> numbers.add(kept.sequence()));

        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers.get(0)).isBetween(1L << 50, 1L << 53);
    }

    @Test
    void what_comes_back_is_handed_out_again_in_its_old_place() {
        append("a", "1", "2", "3", "4");
        List<KeptRecord> first = readAll("a", 4);

        outbox().delivered(first.get(1));
        outbox().putBack(first.get(2));
        outbox().putBack(first.get(0));
        outbox().putBack(first.get(3));

        assertThat(values(readAll("a", 3))).containsExactly("1", "3", "4");
    }

    @Test
    void what_is_delivered_is_forgotten() {
        append("a", "1", "2");

        readAll("a", 2).forEach(outbox()::delivered);

        await().untilAsserted(() -> assertThat(outbox().state().rows()).isZero());
        assertThat(outbox().waitingTopics()).isEmpty();
        assertThat(outbox().state().oldest()).isNull();
    }

    @Test
    void an_arrival_is_told() {
        AtomicInteger arrivals = new AtomicInteger();
        outbox().onArrival(arrivals::incrementAndGet);

        append("a", "1");

        await().untilAsserted(() -> assertThat(arrivals).hasPositiveValue());
        await().untilAsserted(() -> assertThat(outbox().waitingTopics()).containsExactly("a"));
    }

    @Test
    void no_more_is_handed_out_than_the_bound_on_duplicates_allows() {
        for (int i = 0; i < 110; i++) {
            append("a", OutboxRig.numbers(i * 100, 100));
        }
        List<KeptRecord> out = new ArrayList<>(readAll("a", Window.MAX_RECORDS));

        assertThat(out).hasSize(Window.MAX_RECORDS);
        assertThat(outbox().read("a", 10)).isEmpty();

        out.subList(0, 1000).forEach(outbox()::delivered);
        assertThat(values(readAll("a", 1000))).startsWith("10000").endsWith("10999");
    }

    @Test
    void a_closed_outbox_takes_nothing() {
        outbox().close();

        assertThatThrownBy(append("a", "1")::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.NOT_KEPT));
    }

    CompletableFuture<Void> append(String topic, String... values) {
        return rig == null ? appendTo(outbox(), topic, values) : appendTo(rig.outbox(), topic, values);
    }

    private static CompletableFuture<Void> appendTo(Outbox outbox, String topic, String... values) {
        return outbox.append(OutboxRig.records(topic, values), BUDGET).toCompletableFuture();
    }

    /** Reads until so many were there. */
    List<KeptRecord> readAll(String topic, int count) {
        List<KeptRecord> found = new ArrayList<>();
        await().until(() -> {
            found.addAll(outbox().read(topic, count - found.size()));
            return found.size() >= count;
        });
        return found;
    }

    static List<String> values(List<KeptRecord> records) {
        return records.stream().map(OutboxRig::value).toList();
    }
}
