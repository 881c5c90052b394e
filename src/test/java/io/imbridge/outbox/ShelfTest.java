package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShelfTest {
    private final Shelf shelf = new Shelf(new Hand());

    @Test
    void what_is_stored_while_the_store_is_read_in_vain_is_not_overlooked() {
        shelf.found(5);
        shelf.startRead(new SequenceSet());

        shelf.addStored(kept(6));
        shelf.handOut(List.of(), forgotten -> false);

        assertThat(shelf.isBehind()).isTrue();
        shelf.startRead(new SequenceSet());
        assertThat(shelf.handOut(List.of(kept(6)), forgotten -> false)).hasSize(1);
        assertThat(shelf.isWaiting()).isFalse();
    }

    @Test
    void a_store_that_has_less_than_it_had_is_not_read_for_ever() {
        shelf.found(5);
        shelf.startRead(new SequenceSet());

        shelf.handOut(List.of(), forgotten -> false);

        assertThat(shelf.isWaiting()).isFalse();
    }

    @Test
    void what_the_store_forgets_while_it_is_read_is_not_handed_out_again() {
        shelf.found(5);
        shelf.startRead(of(4L));

        assertThat(shelf.handOut(List.of(kept(4), kept(5)), forgotten -> false))
                .extracting(KeptRecord::sequence)
                .containsExactly(5L);
    }

    @Test
    void what_is_stored_after_the_reading_began_is_handed_out_once() {
        shelf.found(5);
        shelf.startRead(new SequenceSet());
        assertThat(shelf.handOut(List.of(kept(5), kept(6)), forgotten -> false))
                .extracting(KeptRecord::sequence)
                .containsExactly(5L);

        shelf.addStored(kept(6));

        assertThat(shelf.take(10)).extracting(KeptRecord::sequence).containsExactly(6L);
        assertThat(shelf.isWaiting()).isFalse();
    }

    @Test
    void a_record_that_comes_back_to_the_hand_is_not_passed_by_what_only_the_store_has() {
        shelf.hold(kept(1));
        assertThat(shelf.take(10)).hasSize(1);
        shelf.returned(1);
        shelf.putBack(kept(1));
        shelf.found(3);

        shelf.startRead(new SequenceSet());

        assertThat(shelf.handOut(List.of(kept(1), kept(2), kept(3)), forgotten -> false))
                .extracting(KeptRecord::sequence)
                .containsExactly(1L, 2L, 3L);
        assertThat(shelf.isWaiting()).isFalse();
    }

    @Test
    void a_record_that_the_store_never_had_is_not_looked_for_there() {
        shelf.hold(kept(1));
        shelf.take(10);
        shelf.returned(1);

        shelf.rewind(kept(1));

        assertThat(shelf.isWaiting()).isFalse();
    }

    @Test
    void many_topics_have_no_more_at_hand_than_a_few_may() {
        Hand hand = new Hand();
        KeptRecord large =
                new KeptRecord(1, OutboxRig.records("t", "v".repeat(1_000_000)).get(0));
        List<Shelf> shelves = Stream.generate(() -> new Shelf(hand)).limit(10).toList();

        shelves.forEach(shelf -> shelf.addStored(large));
        assertThat(shelves.stream().filter(Shelf::isBehind)).hasSize(6);

        assertThat(shelves.get(0).take(1)).hasSize(1);
        Shelf another = new Shelf(hand);
        another.addStored(large);
        assertThat(another.isBehind()).isFalse();
    }

    private static KeptRecord kept(long sequence) {
        return new KeptRecord(sequence, OutboxRig.records("t", "v").get(0));
    }

    private static SequenceSet of(long... sequences) {
        SequenceSet set = new SequenceSet();
        for (long sequence : sequences) {
            set.add(sequence);
        }
        return set;
    }
}
