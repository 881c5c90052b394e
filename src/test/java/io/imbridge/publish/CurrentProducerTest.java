package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CurrentProducerTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final List<FakeProducer> made = new ArrayList<>();
    private final CurrentProducer producer = new CurrentProducer(() -> {
        made.add(new FakeProducer((record, end) -> end.of(null)));
        return new OpenProducer(made.get(made.size() - 1), closed::incrementAndGet);
    });

    @Test
    void it_is_made_when_it_is_needed_and_stays() {
        assertThat(made).isEmpty();
        assertThat(producer.get()).isSameAs(producer.get()).isSameAs(made.get(0));
        assertThat(producer.generation()).isZero();
    }

    @Test
    void one_that_is_replaced_is_closed_and_the_next_one_has_another_number() {
        producer.get();
        producer.replace("topic-gone", "t is gone", 0);

        await().until(() -> closed.get() == 1);
        assertThat(producer.generation()).isEqualTo(1);
        assertThat(producer.get()).isSameAs(made.get(1));
    }

    @Test
    void the_pause_before_the_next_one_grows_to_ten_seconds_until_one_works() {
        assertThat(pauses(6)).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);

        producer.works(producer.generation(), Duration.ofSeconds(9).toNanos());
        assertThat(pauses(1)).as("it may fail as soon as the last one").containsExactly(10L);
        producer.works(producer.generation(), Duration.ofSeconds(10).toNanos());
        assertThat(pauses(2)).containsExactly(1L, 2L);
    }

    @Test
    void that_an_old_one_worked_does_not_count() {
        pauses(3);
        producer.works(0, Duration.ofSeconds(60).toNanos());

        assertThat(pauses(1)).containsExactly(8L);
    }

    /** Replaces the producer this many times; returns after how many seconds a new one was permitted each time. */
    private List<Long> pauses(int count) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            producer.replace("cluster-authorization", "no right", 0);
            long pause = 0;
            while (!producer.isReady(Duration.ofSeconds(pause).toNanos())) {
                pause++;
            }
            pauses.add(pause);
        }
        return pauses;
    }
}
