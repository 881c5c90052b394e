package io.imbridge.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What Kafka's client tells in pages, commands tell in a sentence. Made late: not all of them need a log. */
final class KafkaClientLog {
    private static final Logger LOGGER = Logger.getLogger("org.apache.kafka");

    private KafkaClientLog() {}

    static void silence() {
        LOGGER.setLevel(Level.OFF);
    }
}
