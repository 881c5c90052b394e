package io.imbridge.abuse;

import static io.imbridge.testkit.Http.get;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged service with 128 MB of heap, for several attacks in turn. It starts with the first use, and again after
 * an attack that harmed it. For one thread.
 */
final class AbusedService implements AutoCloseable {
    /** So short that a slow sender is cut off even in a short attack, and not longer than the default. */
    static final Duration READ_TIMEOUT = Duration.ofSeconds(Math.min(10, Math.max(1, AbuseIT.SECONDS / 4)));

    private static final int WARM_UP = 1500;
    private static final int LARGE_WARM_UP = 40;

    private final Map<String, String> environment;
    private ServiceProcess process;
    private int logRead;
    private boolean hurt = true;

    /** @param more further environment variables */
    AbusedService(Map<String, String> more) {
        environment = new HashMap<>(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP + "," + Callbacks.SIGNED_APP);
        environment.put("BRIDGE_VERIFY_TOKENS_" + Callbacks.SIGNED_APP, Callbacks.TOKEN);
        environment.put("BRIDGE_PUBLISH_TOPIC_PREFIX", "abuse");
        environment.put("BRIDGE_RECEIVE_READ_TIMEOUT", READ_TIMEOUT.toSeconds() + "s");
        environment.put("JAVA_TOOL_OPTIONS", Usage.FIXED_HEAP);
    }

    /** Makes sure that the service runs and is warm before an attack. Until {@link #stoodIt} it counts as harmed. */
    void getReady() {
        if (hurt) {
            close();
            environment.put("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers());
            process = new ServiceProcess("abuse", environment).start();
            warmUp();
        }
        hurt = true;
        logRead = process.log().length();
    }

    /** Classes, compiled code and SQLite's memory for large records are not growth. */
    private void warmUp() {
        try (Connection connection = new Connection(port(), new Traffic())) {
            for (int i = 0; i < WARM_UP; i++) {
                connection.send(Requests.signed(Requests.BODY));
                connection.status();
                connection.send(Requests.GET);
                connection.status();
            }
            String large = Requests.shortFields("w", 40_000);
            String longest = "{\"GroupId\":\"abuse\",\"Name\":\"" + "n".repeat(Requests.LARGE * 9 / 10) + "\"}";
            for (int i = 0; i < LARGE_WARM_UP; i++) {
                connection.send(Requests.callback(large));
                connection.status();
                connection.send(Requests.callback(longest));
                connection.status();
            }
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /** Notes that the attack did no harm. */
    void stoodIt() {
        hurt = false;
    }

    int port() {
        return process.port();
    }

    long residentKilobytes() {
        return Usage.residentKilobytes(process);
    }

    /** Whether the service works on no request, according to its gauges. */
    boolean isIdle() {
        String metrics = get(process.managementPort(), "/q/metrics").body();
        return value(metrics, "bridge_in_flight") == 0 && value(metrics, "bridge_in_flight_bytes") == 0;
    }

    private static double value(String metrics, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$").matcher(metrics);
        if (!line.find()) {
            throw new AssertionError("No metric " + name);
        }
        return Double.parseDouble(line.group(1));
    }

    /** The status of its health check of this kind, {@code live} or {@code ready}; 0 without an answer. */
    int health(String kind) {
        try {
            return get(process.managementPort(), "/q/health/" + kind).statusCode();
        } catch (UncheckedIOException silent) {
            return 0;
        }
    }

    boolean isRunning() {
        return process.isRunning();
    }

    /** Its log since the attack began. */
    String log() {
        return process.log().substring(logRead);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
