package io.imbridge.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.RateLimit;
import io.imbridge.callback.RawCallback;
import io.imbridge.callback.RefusedException;
import io.imbridge.callback.TopicNames;
import io.imbridge.normalize.EventIds;
import io.imbridge.normalize.Normalizer;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.testkit.GoldenCallback;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Any query and body of a proven caller, on the way from the HTTP interface to the outbox: the answer is OK or a
 * refusal in the table, and nothing in the request chooses a topic. The query is the first line.
 */
public final class AnswerFuzz {
    private static final int MOST_RECORDS = 100;
    private static final TopicNames NAMES = new TopicNames("im", Map.of());
    private static final Set<String> TOPICS = topics();
    private static final Normalizer NORMALIZER = new Normalizer(new EventIds(new SecureRandom()));

    private AnswerFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        int line = 0;
        while (line < data.length && data[line] != '\n') {
            line++;
        }
        byte[] body = Arrays.copyOfRange(data, Math.min(data.length, line + 1), data.length);
        List<OutboxRecord> kept = new ArrayList<>();
        boolean ok = answer(new String(data, 0, line, UTF_8), body, kept);
        for (OutboxRecord written : kept) {
            boolean deadLetter = written.topic().equals(NAMES.deadLetter());
            if (!TOPICS.contains(written.topic())
                    || !written.command().matches("unknown|[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9_]+)+")
                    || ok == deadLetter
                    || (deadLetter && !Arrays.equals(written.value(), body))) {
                throw new AssertionError("a strange record: " + written);
            }
        }
        if (kept.size() > MOST_RECORDS || (ok && kept.isEmpty())) {
            throw new AssertionError("answered " + ok + " with records: " + kept.size());
        }
    }

    private static boolean answer(String query, byte[] body, List<OutboxRecord> kept) {
        Intake intake = new Intake(
                NORMALIZER,
                NAMES,
                new MemoryOutbox(kept),
                new LargeBodies(Runnable::run),
                new RateLimit(1, Duration.ZERO),
                () -> {});
        try {
            CallbackQuery parsed = CallbackQuery.parse(query);
            RawCallback callback = new RawCallback("1400000001", true, parsed, GoldenCallback.RECEIVED, body.clone());
            intake.take(callback, new WaitingCaller(Duration.ofSeconds(1)))
                    .toCompletableFuture()
                    .join();
            return true;
        } catch (RefusedException refused) {
            return false;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RefusedException) {
                return false;
            }
            throw failed;
        }
    }

    private static Set<String> topics() {
        Set<String> topics = new HashSet<>(Set.of(NAMES.of("unknown"), NAMES.deadLetter()));
        CommandCatalog.all().forEach(command -> topics.add(NAMES.of(command.name())));
        return topics;
    }
}
