package io.imbridge.outbox;

import static io.imbridge.outbox.OutboxRig.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.callback.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutboxWithoutDiskTest extends OutboxContract {
    @Override
    OutboxRig rig() {
        return OutboxRig.withoutDisk();
    }

    @Test
    void an_append_is_not_safe_before_kafka_has_all_of_it() {
        CompletableFuture<Void> answer = rig.append("a", "1", "2");
        List<KeptRecord> out = rig.read("a", 2);

        rig.deliver(out.get(1));
        assertThat(answer).isNotDone();

        rig.deliver(out.get(0));
        assertThat(answer).isCompletedWithValue(null);
    }

    @Test
    void what_kafka_does_not_have_within_the_budget_is_refused_and_not_handed_out() {
        CompletableFuture<Void> late =
                outbox.append(OutboxRig.records("a", "late"), Duration.ZERO).toCompletableFuture();
        CompletableFuture<Void> fresh = rig.append("a", "fresh");

        rig.tick();

        assertThatThrownBy(late::join).hasCauseInstanceOf(RefusedException.class);
        assertThat(fresh).isNotDone();
        assertThat(values(outbox.read("a", 10))).containsExactly("fresh");
    }

    @Test
    void what_was_refused_on_its_way_may_arrive_and_does_not_come_back() {
        CompletableFuture<Void> late =
                outbox.append(OutboxRig.records("a", "1", "2"), Duration.ZERO).toCompletableFuture();
        List<KeptRecord> out = outbox.read("a", 2);
        rig.tick();

        rig.deliver(out.get(0));
        outbox.putBack(out.get(1));

        assertThat(late).isCompletedExceptionally();
        assertThat(outbox.read("a", 2)).isEmpty();
        assertThat(outbox.state().rows()).isZero();
    }

    @Test
    void no_more_is_handed_out_than_memory_allows() {
        int most = Limits.USUAL.records();
        for (int i = 0; i < most / 100 + 1; i++) {
            rig.append("a", OutboxRig.numbers(i * 100, 100));
        }

        List<KeptRecord> out = outbox.read("a", 2 * most);

        assertThat(out).hasSize(most);
        assertThat(outbox.read("a", 1)).isEmpty();
        rig.deliver(out.get(0));
        outbox.putBack(out.get(1));
        assertThat(values(outbox.read("a", 3))).containsExactly("1", Integer.toString(most));
    }
}
