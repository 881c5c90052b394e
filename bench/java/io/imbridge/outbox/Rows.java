package io.imbridge.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Records of a typical size, which the benchmarks of the outbox write. */
final class Rows {
    private static final Instant TIME = Instant.parse("2026-11-21T08:30:00.123Z");

    private long next = 1;

    /** The next records of a topic. */
    List<KeptRecord> of(String topic, int count) {
        List<KeptRecord> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(new KeptRecord(
                    next++,
                    new OutboxRecord(
                            topic,
                            "@TGS#_@TGS#cKQ7XWMM62CA@TOPIC#_@TOPIC#c" + i,
                            "Group.CallbackAfterTopicInfoChanged",
                            "1400000000",
                            new UUID(next, next),
                            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                            TIME,
                            TIME,
                            null,
                            null,
                            new byte[450])));
        }
        return rows;
    }
}
