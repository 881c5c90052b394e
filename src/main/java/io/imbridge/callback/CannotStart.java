package io.imbridge.callback;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/** The one message that a start ends with that cannot end well. */
public final class CannotStart {
    private CannotStart() {}

    /** Names all of them.
     *
     * @param problems what is to be mended, a sentence each; nothing secret is in them
     */
    public static ConfigurationException because(List<String> problems) {
        return new ConfigurationException(
                "im-kafka-bridge cannot start:\n  - " + String.join("\n  - ", problems) + "\n");
    }

    /** Names the one.
     *
     * @param problem what is to be mended; nothing secret is in it
     */
    public static ConfigurationException because(String problem) {
        return because(List.of(problem));
    }
}
