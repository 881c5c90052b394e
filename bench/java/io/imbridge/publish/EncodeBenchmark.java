package io.imbridge.publish;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Turns a kept record into the record that Kafka's client gets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
public class EncodeBenchmark {
    @Param
    public CloudEvents mode;

    private CloudEventRecords records;
    private KeptRecord kept;

    @Setup
    public void make() {
        records = new CloudEventRecords(mode);
        Instant time = Instant.parse("2026-11-21T08:30:00.123Z");
        kept = new KeptRecord(
                1_795_000_000_000_000L,
                new OutboxRecord(
                        "im.group.after-topic-info-changed",
                        "@TGS#_@TGS#cKQ7XWMM62CA@TOPIC#_@TOPIC#cMZ4YWMM62C3",
                        "Group.CallbackAfterTopicInfoChanged",
                        "1400000000",
                        UUID.fromString("0c8e7a3e-61a5-5b0f-9a0e-0d7b5f0c8f11"),
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        time,
                        time,
                        null,
                        null,
                        new byte[450]));
    }

    @Benchmark
    public ProducerRecord<byte[], byte[]> encode() {
        return records.of(kept);
    }
}
