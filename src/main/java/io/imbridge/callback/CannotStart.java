package io.imbridge.callback;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/** Makes the one message with which a failed start ends. */
public final class CannotStart {
    private CannotStart() {}

    /**
     * A message that lists all problems.
     *
     * @param problems what must be fixed, one sentence each, without anything secret
     */
    public static ConfigurationException because(List<String> problems) {
        return new ConfigurationException(
                "im-kafka-bridge cannot start:\n  - " + String.join("\n  - ", problems) + "\n");
    }

    /**
     * A message about one problem.
     *
     * @param problem what must be fixed, without anything secret
     */
    public static ConfigurationException because(String problem) {
        return because(List.of(problem));
    }
}
