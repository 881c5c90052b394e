package io.imbridge.outbox;

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
        CompletableFuture<Void> answer = append("a", "1", "2");
        List<KeptRecord> out = readAll("a", 2);

        outbox().delivered(out.get(1));
        assertThat(answer).isNotDone();

        outbox().delivered(out.get(0));
        assertThat(answer).isCompletedWithValue(null);
    }

    @Test
    void what_kafka_does_not_have_within_the_budget_is_refused_and_not_handed_out() {
        try (OutboxRig rig = OutboxRig.withoutDisk()) {
            CompletableFuture<Void> late = rig.outbox()
                    .append(OutboxRig.records("a", "late"), Duration.ZERO)
                    .toCompletableFuture();
            CompletableFuture<Void> fresh =
                    rig.outbox().append(OutboxRig.records("a", "fresh"), BUDGET).toCompletableFuture();

            rig.tick();

            assertThatThrownBy(late::join).hasCauseInstanceOf(RefusedException.class);
            assertThat(fresh).isNotDone();
            assertThat(values(rig.outbox().read("a", 10))).containsExactly("fresh");
        }
    }

    @Test
    void what_was_refused_on_its_way_may_arrive_and_does_not_come_back() {
        try (OutboxRig rig = OutboxRig.withoutDisk()) {
            CompletableFuture<Void> late = rig.outbox()
                    .append(OutboxRig.records("a", "1", "2"), Duration.ZERO)
                    .toCompletableFuture();
            List<KeptRecord> out = rig.outbox().read("a", 2);
            rig.tick();

            rig.outbox().delivered(out.get(0));
            rig.outbox().putBack(out.get(1));

            assertThat(late).isCompletedExceptionally();
            assertThat(rig.outbox().read("a", 2)).isEmpty();
            assertThat(rig.outbox().state().rows()).isZero();
        }
    }
}
