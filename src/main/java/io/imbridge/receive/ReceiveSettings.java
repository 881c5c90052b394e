package io.imbridge.receive;

import io.imbridge.callback.Mistake;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The configuration under {@code bridge.receive}. */
@ConfigMapping(prefix = "bridge.receive")
public interface ReceiveSettings {
    /** The pattern of a URL's path. */
    String PATH = "/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*";

    /** What the value of a key with a {@link #PATH} must be. */
    String A_PATH = "must be the path of a URL, from its first slash on";

    /** The server counts milliseconds in an int. */
    Duration LONGEST = Duration.ofDays(1);

    /**
     * Whether callbacks are received. A service that receives none has no public port and no outbox, and only keeps
     * profiles.
     */
    @WithDefault("true")
    boolean enabled();

    /** The one path that receives callbacks. */
    @WithDefault("/")
    String path();

    /** A path that shows whether the service is ready, for load balancers that can only ask the serving port. */
    Optional<String> healthPath();

    /** The largest body that is accepted. */
    @WithDefault("1M")
    MemorySize maxBody();

    /** How many callbacks may be in flight; any further callback is refused. */
    @WithDefault("10000")
    int maxInFlight();

    /** How much memory the bodies in flight may take together. */
    @WithDefault("64M")
    MemorySize maxInFlightBytes();

    /** How long a request may take to arrive. */
    @WithDefault("10s")
    Duration readTimeout();

    /** How long a connection may be without a request. It is longer than the 60 seconds of most proxies. */
    @WithDefault("75s")
    Duration idleTimeout();

    /** A callback that is not safe by this time is refused. The vendor waits 2 seconds, including the network. */
    @WithDefault("1500ms")
    Duration answerBudget();

    /**
     * How much of a heap the bodies in flight may take, in bytes: the configured size, but at most an eighth of the
     * heap, and at least one body.
     *
     * <p>A large body takes up to twice its length, because the heap is allocated in regions. It is read, turned into
     * an event, written and sent, and each of these stages may hold bodies.
     *
     * @param heap the largest size of the heap
     */
    default long roomForBodies(long heap) {
        return Math.max(maxBody().asLongValue(), Math.min(maxInFlightBytes().asLongValue(), heap / 8));
    }

    /** What must be fixed before the service can start. */
    default List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        if (!path().matches(PATH)) {
            mistakes.add(Mistake.inValue("bridge.receive.path", A_PATH));
        }
        if (healthPath().filter(path -> !path.matches(PATH)).isPresent()) {
            mistakes.add(Mistake.inValue("bridge.receive.health-path", A_PATH));
        }
        if (maxBody().asLongValue() < 1 || maxBody().asLongValue() > 64L * 1024 * 1024) {
            mistakes.add(Mistake.inValue("bridge.receive.max-body", "must be from 1 byte to 64M"));
        }
        if (maxInFlight() < 1) {
            mistakes.add(Mistake.inValue("bridge.receive.max-in-flight", "must be at least 1"));
        }
        if (maxInFlightBytes().asLongValue() < maxBody().asLongValue()) {
            mistakes.add(Mistake.inValue(
                    "bridge.receive.max-in-flight-bytes", "must be at least as much as bridge.receive.max-body"));
        }
        mistakes.addAll(inDuration("bridge.receive.read-timeout", readTimeout()));
        mistakes.addAll(inDuration("bridge.receive.idle-timeout", idleTimeout()));
        mistakes.addAll(inDuration("bridge.receive.answer-budget", answerBudget()));
        return mistakes;
    }

    private static List<Mistake> inDuration(String key, Duration duration) {
        return duration.toMillis() < 1 || duration.compareTo(LONGEST) > 0
                ? List.of(Mistake.inValue(key, "must be longer than nothing, and a day at most"))
                : List.of();
    }
}
