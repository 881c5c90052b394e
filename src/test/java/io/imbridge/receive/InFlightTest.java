package io.imbridge.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Places among the requests in flight: all are given back, and none twice. */
class InFlightTest {
    private final InFlight inFlight = new InFlight(1, 100, 10);

    @Test
    void one_callback_more_than_there_is_room_for_finds_none_until_another_leaves() {
        InFlight.Place first = inFlight.begin();
        InFlight.Place second = inFlight.begin();

        assertThat(first.enter()).isTrue();
        assertThat(second.enter()).isFalse();
        first.leave();
        assertThat(second.enter()).isTrue();
    }

    @Test
    void a_request_that_is_no_callback_is_counted_and_takes_no_callbacks_place() {
        inFlight.begin();

        assertThat(inFlight.requests()).isEqualTo(1);
        assertThat(inFlight.awaitNone(Duration.ZERO)).isZero();
        assertThat(inFlight.begin().enter()).isTrue();
    }

    @Test
    void a_place_gives_back_all_that_was_taken_with_it_once() {
        InFlight.Place place = inFlight.begin();
        place.enter();
        assertThat(place.grow(60)).isTrue();
        assertThat(place.grow(41)).isFalse();
        assertThat(inFlight.bytes()).isEqualTo(60);

        place.leave();
        place.leave();

        assertThat(inFlight.bytes()).isZero();
        assertThat(inFlight.requests()).isZero();
        assertThat(inFlight.awaitNone(Duration.ZERO)).isZero();
    }

    @Test
    void a_place_that_was_left_takes_nothing_any_more() {
        InFlight.Place place = inFlight.begin();
        place.leave();

        assertThat(place.grow(1)).isFalse();
        assertThat(place.enter()).isFalse();
        assertThat(inFlight.bytes()).isZero();
        assertThat(inFlight.begin().enter()).isTrue();
    }

    @Test
    void large_bodies_leave_room_for_others() {
        InFlight room = new InFlight(10, 1_000_000, 500_000);

        assertThat(room.begin().grow(750_000)).isTrue();
        assertThat(room.begin().grow(200_000)).isFalse();
        assertThat(room.begin().grow(100_000)).isTrue();
    }

    @Test
    void where_there_is_room_for_one_body_only_it_may_be_a_large_one() {
        InFlight room = new InFlight(10, 1_000_000, 1_000_000);

        assertThat(room.begin().grow(1_000_000)).isTrue();
    }
}
