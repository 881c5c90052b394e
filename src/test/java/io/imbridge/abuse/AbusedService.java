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
 * The packaged service with 128 MB of heap, for one attack after the other. It starts when it is first asked for, and
 * anew after an attack that it did not stand. Used by one thread.
 */
final class AbusedService implements AutoCloseable {
    /** So short that what drips in is cut off also where an attack is short; not longer than is usual. */
    static final Duration READ_TIMEOUT = Duration.ofSeconds(Math.min(10, Math.max(1, AbuseIT.SECONDS / 4)));

    private static final int WARM_UP = 1500;
    private static final int LARGE_WARM_UP = 40;

    private final Map<String, String> environment;
    private ServiceProcess process;
    private int logRead;
    private boolean hurt = true;

    /** @param more of its environment */
    AbusedService(Map<String, String> more) {
        environment = new HashMap<>(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP + "," + Callbacks.SIGNED_APP);
        environment.put("BRIDGE_VERIFY_TOKENS_" + Callbacks.SIGNED_APP, Callbacks.TOKEN);
        environment.put("BRIDGE_PUBLISH_TOPIC_PREFIX", "abuse");
        environment.put("BRIDGE_RECEIVE_READ_TIMEOUT", READ_TIMEOUT.toSeconds() + "s");
        environment.put("JAVA_TOOL_OPTIONS", Usage.FIXED_HEAP);
    }

    /** Has it run, and warm, before an attack: until {@link #stoodIt}, it counts as hurt. */
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

    /** Classes, compiled code and what SQLite keeps for the next large record are no growth. */
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

    /** The attack did it no harm. */
    void stoodIt() {
        hurt = false;
    }

    int port() {
        return process.port();
    }

    long residentKilobytes() {
        return Usage.residentKilobytes(process);
    }

    /** Whether it works on nothing, as its gauges say. */
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

    /** What its check of this kind answers, {@code live} or {@code ready}; 0 when it does not. */
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

    /** What it has logged since the attack began. */
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
