package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {
    private static final int SMALL = 100;
    private static final int LARGE = 1_000_000;

    private final InFlightWindow window = new InFlightWindow();

    @Test
    void one_topic_takes_half_of_what_is_shared() {
        assertThat(fill(SMALL)).isEqualTo(1900);
    }

    @Test
    void and_not_all_the_bytes() {
        assertThat(fill(LARGE)).isBetween(2, 4);
    }

    @Test
    void however_many_topics_stand_still_the_next_one_has_what_is_reserved_for_it() {
        IntStream.range(0, 60).forEach(i -> fill(SMALL));

        assertThat(fill(SMALL)).isGreaterThanOrEqualTo(100);
        assertThat(window.records()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void also_where_the_others_have_large_records() {
        IntStream.range(0, 12).forEach(i -> fill(LARGE));

        assertThat(fill(SMALL)).isGreaterThanOrEqualTo(100);
    }

    @Test
    void a_topic_that_has_nothing_on_its_way_may_send_one_record_of_any_size_until_memory_ends() {
        int topics = 0;
        while (fill(LARGE) > 0) {
            topics++;
        }
        assertThat(topics).isBetween(8, 20);
    }

    @Test
    void what_arrives_makes_room_again() {
        InFlightWindow.Share first = window.new Share();
        int most = fill(first, SMALL);
        for (int i = 0; i < most; i++) {
            first.remove(SMALL);
        }

        assertThat(window.records()).isZero();
        assertThat(fill(first, SMALL)).isEqualTo(most);
    }

    /** Adds records of a new topic until there is no room for more; returns their number. */
    private int fill(int size) {
        return fill(window.new Share(), size);
    }

    private static int fill(InFlightWindow.Share share, int size) {
        while (share.room() > 0) {
            share.add(size);
        }
        return share.records();
    }
}
