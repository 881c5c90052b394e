package io.imbridge.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RateLimit;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.RefusedException;
import io.imbridge.callback.TopicNames;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.Normalizer;
import io.imbridge.outbox.OutboxRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Meaningless bodies, from callers with a proven token and from callers who need none. */
class DeadLetterLimitTest {
    private static final int MOST = 3;
    private static final String COMMAND = "CallbackCommand=Group.CallbackAfterTopicInfoChanged";

    private final List<OutboxRecord> kept = new ArrayList<>();
    private final AtomicInteger withheld = new AtomicInteger();
    private final Intake intake = new Intake(
            new Normalizer(new EventIds(new Random(1))),
            new TopicNames("im", Map.of()),
            new MemoryOutbox(kept),
            new LargeBodies(Runnable::run),
            new RateLimit(MOST, Duration.ofDays(1)),
            withheld::incrementAndGet);

    @Test
    void a_body_of_an_app_without_tokens_becomes_a_dead_letter_too() {
        refused(false, COMMAND, "{oops");

        assertThat(kept).singleElement().satisfies(deadLetter -> {
            assertThat(deadLetter.topic()).isEqualTo("im.dead-letter");
            assertThat(deadLetter.deadLetterReason()).isEqualTo("not-json");
            assertThat(new String(deadLetter.value(), UTF_8)).isEqualTo("{oops");
        });
    }

    @Test
    void so_does_one_whose_command_means_nothing() {
        refused(false, "CallbackCommand=nonsense", "{}");

        assertThat(kept).extracting(OutboxRecord::deadLetterReason).containsExactly("command-malformed");
    }

    @Test
    void beyond_the_limit_they_are_refused_all_the_same_and_only_counted() {
        for (int i = 0; i < MOST + 4; i++) {
            refused(false, COMMAND, "{oops");
        }

        assertThat(kept).hasSize(MOST);
        assertThat(withheld).hasValue(4);
    }

    @Test
    void those_of_callers_who_proved_a_token_have_no_limit_and_count_for_none() {
        for (int i = 0; i < MOST + 4; i++) {
            refused(true, COMMAND, "{oops");
        }
        refused(false, COMMAND, "{oops");

        assertThat(kept).hasSize(MOST + 5);
        assertThat(withheld).hasValue(0);
    }

    private void refused(boolean signed, String query, String body) {
        RawCallback callback =
                new RawCallback("1", signed, CallbackQuery.parse(query), Instant.EPOCH, body.getBytes(UTF_8));
        assertThat(intake.take(callback, new WaitingCaller(Duration.ofMinutes(1)))
                        .toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RefusedException.class);
    }
}
