package io.imbridge.publish;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/**
 * A producer of Kafka's, and what ends with it.
 *
 * @param whenClosed what shows the producer's own metrics ends with this
 */
record OpenProducer(Producer<byte[], byte[]> client, Runnable whenClosed) {
    /** Waits so long at most for what is under way. */
    void close(Duration patience) {
        try {
            whenClosed.run();
        } finally {
            client.close(patience);
        }
    }
}
