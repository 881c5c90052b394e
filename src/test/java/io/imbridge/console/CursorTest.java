package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A cursor contains a position, and is never larger than permitted. */
class CursorTest {
    @Property(tries = 200)
    void what_is_written_is_read(@ForAll @Size(max = 40) List<@LongRange(min = 1) Long> offsets) {
        Map<TopicPartition, Long> all = new HashMap<>();
        for (int at = 0; at < offsets.size(); at++) {
            all.put(new TopicPartition("im.t" + at % 3, at * 7 % 41), Math.min(offsets.get(at), Long.MAX_VALUE - 1));
        }

        assertThat(Cursor.read(String.valueOf(Cursor.of(all)), List.of("im.t0", "im.t1", "im.t2", "other")))
                .isEqualTo(all);
    }

    @Property(tries = 200)
    void any_text_is_read_or_refused(@ForAll String text) {
        try {
            Cursor.read(text, List.of("im.t0"));
        } catch (Problem refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    @Test
    void topics_that_are_gone_and_partitions_without_a_record_are_left_out() {
        String cursor = String.valueOf(Cursor.of(Map.of(
                new TopicPartition("a", 0), 5L, new TopicPartition("a", 1), 0L, new TopicPartition("b", 0), 7L)));

        assertThat(Cursor.read(cursor, List.of("a"))).isEqualTo(Map.of(new TopicPartition("a", 0), 5L));
        assertThat(Cursor.read(String.valueOf(Cursor.of(Map.of())), List.of("a")))
                .isEmpty();
        assertThatThrownBy(() -> Cursor.check("no")).isInstanceOf(Problem.class);
    }

    @Test
    void one_that_fits_into_no_request_is_not_given_out() {
        Map<TopicPartition, Long> many = new HashMap<>();
        for (int at = 0; at < 20_000; at++) {
            many.put(new TopicPartition("t", at), 1L << 40);
        }
        assertThat(Cursor.of(many)).isNull();
    }
}
