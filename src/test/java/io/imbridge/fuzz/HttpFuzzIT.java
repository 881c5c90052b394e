package io.imbridge.fuzz;

import static io.imbridge.testkit.Http.get;
import static io.imbridge.testkit.Usage.residentKilobytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The packaged service receives randomly changed requests over HTTP: {@code -Dfuzz.requests=100000} in all, by default
 * 4,000; {@code -Dfuzz.seed} repeats a run.
 */
class HttpFuzzIT {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 4000);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final int CONNECTIONS = 8;
    /** The permitted growth in KiB in the second half: the compiler needs memory for its work and for its results. */
    private static final int GROWTH = 32 * 1024;

    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    @Test
    void every_answer_is_of_the_table_and_no_exception_is_in_the_log() throws Exception {
        Map<String, String> environment = Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                Callbacks.APP + "," + Callbacks.SIGNED_APP,
                "BRIDGE_VERIFY_TOKENS_" + Callbacks.SIGNED_APP,
                Callbacks.TOKEN,
                "KAFKA_BOOTSTRAP_SERVERS",
                Kafka.bootstrapServers(),
                "JAVA_TOOL_OPTIONS",
                Usage.FIXED_HEAP);
        try (ServiceProcess service = new ServiceProcess("fuzz", environment).start()) {
            send(service, REQUESTS / 2, SEED);
            long before = residentKilobytes(service);
            send(service, REQUESTS - REQUESTS / 2, SEED + 1);
            long after = residentKilobytes(service);

            String row = String.format(
                    "| HTTP, seed %d | %s | %d MB, then %d MB resident |%n",
                    SEED, new TreeMap<>(answers), before / 1024, after / 1024);
            Files.write(
                    Path.of("target", "fuzz.md"),
                    row.getBytes(UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            assertThat(answers.keySet())
                    .as(row)
                    .contains(200, 400, 403, 404, 405)
                    .doesNotContain(500);
            assertThat(after - before).as(row).isLessThan(GROWTH);
            assertThat(service.log()).doesNotContain("\n\tat ", "OutOfMemory");
            assertThat(service.errors()).isEmpty();
            assertThat(get(service.managementPort(), "/q/health/ready").statusCode())
                    .isEqualTo(200);
        }
    }

    private void send(ServiceProcess service, int requests, long seed) throws Exception {
        FuzzedRequests fuzzed = new FuzzedRequests();
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                Random random = new Random(seed * CONNECTIONS + connection);
                work.add(() -> send(service.port(), fuzzed, requests / CONNECTIONS, random));
            }
            for (Future<Void> done : connections.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("with -Dfuzz.seed=" + SEED, failed.getCause());
        } finally {
            connections.shutdownNow();
        }
    }

    private Void send(int port, FuzzedRequests fuzzed, int requests, Random random) throws IOException {
        try (Answers connection = new Answers(port)) {
            for (int i = 0; i < requests; i++) {
                answers.merge(connection.to(fuzzed.next(random)), 1, Integer::sum);
            }
        }
        return null;
    }
}
