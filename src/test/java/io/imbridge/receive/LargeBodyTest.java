package io.imbridge.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RateLimit;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;
import io.imbridge.callback.TopicNames;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.Normalizer;
import io.imbridge.outbox.OutboxRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Bodies that are read one at a time, and so may have to wait for each other. */
class LargeBodyTest {
    private static final byte[] BODY = ("{\"GroupId\":\"" + "x".repeat(64 * 1024) + "\"}").getBytes(UTF_8);

    private final List<OutboxRecord> kept = new ArrayList<>();
    private final Queue<Runnable> aside = new ArrayDeque<>();
    private WaitingCaller caller;

    @Test
    void one_whose_turn_comes_in_time_is_kept() {
        CompletableFuture<Void> answer = take(Duration.ofMinutes(1));
        assertThat(kept).isEmpty();

        aside.remove().run();

        assertThat(answer).isCompleted();
        assertThat(kept).hasSize(1);
    }

    @Test
    void one_whose_turn_does_not_come_in_time_is_answered_before_its_turn() {
        CompletableFuture<Void> answer = take(Duration.ofMillis(1));

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .satisfies(LargeBodyTest::isNotKept);
        aside.remove().run();
        assertThat(kept).isEmpty();
    }

    @Test
    void one_whose_caller_went_away_is_read_no_more() {
        CompletableFuture<Void> answer = take(Duration.ofMinutes(1));

        caller.leave();

        assertThat(answer).failsWithin(Duration.ZERO).withThrowableThat().satisfies(LargeBodyTest::isNotKept);
        aside.remove().run();
        assertThat(kept).isEmpty();
    }

    @Test
    void one_whose_time_was_over_when_it_came_is_refused_unread() {
        CompletableFuture<Void> answer = take(Duration.ZERO, "{}".getBytes(UTF_8));

        assertThat(answer).failsWithin(Duration.ZERO).withThrowableThat().satisfies(LargeBodyTest::isNotKept);
        assertThat(kept).isEmpty();
    }

    private static void isNotKept(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof RefusedException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                .isEqualTo(Refusal.NOT_KEPT));
    }

    private CompletableFuture<Void> take(Duration budget) {
        return take(budget, BODY);
    }

    private CompletableFuture<Void> take(Duration budget, byte[] body) {
        Intake intake = new Intake(
                new Normalizer(new EventIds(new Random(1))),
                new TopicNames("im", Map.of()),
                new MemoryOutbox(kept),
                new LargeBodies(aside::add),
                new RateLimit(1, Duration.ZERO),
                () -> {});
        CallbackQuery query = CallbackQuery.parse("SdkAppid=1&CallbackCommand=Group.CallbackAfterTopicInfoChanged");
        caller = new WaitingCaller(budget);
        return intake.take(new RawCallback("1", true, query, Instant.EPOCH, body), caller)
                .toCompletableFuture();
    }
}
