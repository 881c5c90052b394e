package io.imbridge.cli;

import io.imbridge.outbox.OutboxSettings;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Selects the outbox: the one that a service with the same configuration would use, unless the command names another.
 */
final class OutboxOptions {
    @Option(
            names = "--directory",
            paramLabel = "<directory>",
            description = "The outbox's directory. Default: " + OutboxSettings.DIRECTORY_KEY
                    + " (BRIDGE_OUTBOX_DIRECTORY), or " + OutboxSettings.DEFAULT_DIRECTORY + ".")
    private @Nullable Path directory;

    Path directory() {
        if (directory == null) {
            directory = Path.of(ConfigUtils.configBuilder()
                    .build()
                    .getOptionalValue(OutboxSettings.DIRECTORY_KEY, String.class)
                    .orElse(OutboxSettings.DEFAULT_DIRECTORY));
        }
        return directory;
    }
}
