package io.imbridge.outbox;

import io.imbridge.callback.Mistake;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;

/** The configuration under {@code bridge.outbox}. */
@ConfigMapping(prefix = "bridge.outbox")
public interface OutboxSettings {
    /** The smallest useful size, in bytes. */
    long LEAST = 1024 * 1024;

    /** The key of {@link #directory}. */
    String DIRECTORY_KEY = "bridge.outbox.directory";

    /** The directory of the file by default. */
    String DEFAULT_DIRECTORY = "data/outbox";

    /** Whether callbacks are kept on disk. If not, the answer waits for Kafka's acknowledgement. */
    @WithDefault("true")
    boolean enabled();

    /** The directory of the file. */
    @WithDefault(DEFAULT_DIRECTORY)
    Path directory();

    /** The largest size of the file. */
    @WithDefault("4G")
    MemorySize maxSize();

    /** What must be fixed before the service can start. */
    default List<Mistake> mistakes() {
        return maxSize().asLongValue() < LEAST
                ? List.of(Mistake.inValue("bridge.outbox.max-size", "must be at least 1M"))
                : List.of();
    }
}
