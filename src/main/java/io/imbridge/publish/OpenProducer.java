package io.imbridge.publish;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/**
 * A Kafka producer, and an action for its end.
 *
 * @param whenClosed ends the display of the producer's own metrics
 */
record OpenProducer(Producer<byte[], byte[]> client, Runnable whenClosed) {
    /** Waits at most this long for records in flight. */
    void close(Duration patience) {
        try {
            whenClosed.run();
        } finally {
            client.close(patience);
        }
    }
}
