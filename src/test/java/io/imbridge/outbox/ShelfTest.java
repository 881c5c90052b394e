package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {
    private final Shelf shelf = new Shelf();

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
