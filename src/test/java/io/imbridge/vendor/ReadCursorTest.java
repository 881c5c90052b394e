package io.imbridge.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadCursorTest {
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-28T03:00:00Z");
    private static final ReadScope SCOPE = new ReadScope("cluster", "im", false);

    @Test
    void one_that_was_kept_goes_on_where_it_was() {
        ReadCursor cursor = ReadCursor.first(SCOPE, NOW)
                .withTotal(9)
                .after(3)
                .after(new VendorAnswer.Ids(NOW, List.of("1", "2"), 7, 9));

        assertThat(ReadCursor.of(cursor.json(new ReadStatistics()))).isEqualTo(cursor);
        assertThat(cursor.fault(SCOPE, SINCE, NOW)).isEmpty();
        assertThat(ReadCursor.of(VendorJson.MAPPER.createObjectNode())).isNull();
        assertThat(ReadCursor.of(null)).isNull();
    }

    @Test
    void it_goes_on_for_no_other_kafka_nor_topics_nor_after_a_dry_run() {
        ReadCursor cursor = ReadCursor.first(SCOPE, NOW);

        assertThat(cursor.fault(new ReadScope("other", "im", false), SINCE, NOW))
                .isEqualTo("it was for another Kafka");
        assertThat(cursor.fault(new ReadScope("cluster", "test", false), SINCE, NOW))
                .isEqualTo("it was for other topics");
        assertThat(cursor.fault(new ReadScope("cluster", "im", true), SINCE, NOW))
                .isEqualTo("it was a dry run, or is to be one");
    }

    @Test
    void one_that_is_older_than_the_last_read_or_of_the_future_does_not_go_on() {
        assertThat(ReadCursor.first(SCOPE, SINCE.minusMillis(1)).fault(SCOPE, SINCE, NOW))
                .isEqualTo("it was begun at 2026-11-28T02:59:59.999Z");
        assertThat(ReadCursor.first(SCOPE, NOW.plusMillis(1)).fault(SCOPE, SINCE, NOW))
                .isEqualTo("it was begun at 2026-11-28T09:00:00.001Z");
    }
}
