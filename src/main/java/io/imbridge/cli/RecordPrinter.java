package io.imbridge.cli;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns a record into lines to print; no lines for a record that is not wanted. */
interface RecordPrinter {
    List<String> lines(ConsumerRecord<byte[], byte[]> record);
}
