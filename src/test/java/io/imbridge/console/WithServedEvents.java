package io.imbridge.console;

import io.imbridge.testkit.Kafka;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of the resources of events, each with a publishing instance and topics of its own. */
abstract class WithServedEvents {
    static final String INFO = "group.after-group-info-changed";

    final String prefix = "served-" + UUID.randomUUID();
    EventPublisher one;
    ServedEvents served;

    @BeforeEach
    void begin() throws Exception {
        one = new EventPublisher(Kafka.bootstrapServers(), prefix);
        one.create(INFO, 3);
        served = new ServedEvents(Kafka.bootstrapServers(), prefix);
    }

    @AfterEach
    void end() {
        served.close();
        one.close();
    }
}
