package io.imbridge.cli;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How a record is printed; nothing for one that is not wanted. */
interface RecordPrinter {
    List<String> lines(ConsumerRecord<byte[], byte[]> record);
}
