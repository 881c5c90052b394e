package io.imbridge.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Silences the log of Kafka's client: commands report in one sentence what that log would report in pages. Loaded only
 * when needed, because not all commands need a log.
 */
final class KafkaClientLog {
    private static final Logger LOGGER = Logger.getLogger("org.apache.kafka");

    private KafkaClientLog() {}

    static void silence() {
        LOGGER.setLevel(Level.OFF);
    }
}
