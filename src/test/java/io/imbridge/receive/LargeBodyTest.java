package io.imbridge.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackQuery;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bodies that are read one at a time, and so may have to wait for each other. */
class LargeBodyTest {
    private static final byte[] BODY = ("{\"GroupId\":\"" + "x".repeat(64 * 1024) + "\"}").getBytes(UTF_8);

    private final List<OutboxRecord> kept = new ArrayList<>();
    private final Queue<Runnable> aside = new ArrayDeque<>();

    @Test
    void one_whose_turn_comes_in_time_is_kept() {
        CompletableFuture<Void> answer = take(Duration.ofMinutes(1));
        assertThat(kept).isEmpty();

        aside.remove().run();

        assertThat(answer).isCompleted();
        assertThat(kept).hasSize(1);
    }

    @Test
    void one_whose_turn_comes_too_late_is_refused_unread() throws Exception {
        CompletableFuture<Void> answer = take(Duration.ofMillis(1));
        TimeUnit.MILLISECONDS.sleep(5);

        aside.remove().run();

        assertThat(kept).isEmpty();
        assertThat(answer)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.NOT_KEPT));
    }

    private CompletableFuture<Void> take(Duration budget) {
        Intake intake = new Intake(
                new Normalizer(new EventIds(new Random(1))),
                new TopicNames("im", Map.of()),
                new MemoryOutbox(kept),
                budget,
                aside::add);
        CallbackQuery query = CallbackQuery.parse("SdkAppid=1&CallbackCommand=Group.CallbackAfterTopicInfoChanged");
        return intake.take(new RawCallback("1", true, query, Instant.EPOCH, BODY), null, grown -> {}, Runnable::run)
                .toCompletableFuture();
    }
}
