package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SequenceSetTest {
    /** Numbers that are close together, and on both sides of the boundary between two pieces of the set. */
    @Provide
    Arbitrary<List<Long>> numbers() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 40),
                        Arbitraries.longs().between(4090, 4102),
                        Arbitraries.longs().between(-5, 5),
                        Arbitraries.longs().between(1L << 52, (1L << 52) + 10))
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void it_is_a_set(
            @ForAll("numbers") List<Long> added,
            @ForAll("numbers") List<Long> removed,
            @ForAll @IntRange(max = 50) int taken) {
        TreeSet<Long> expected = new TreeSet<>();
        SequenceSet set = new SequenceSet();
        for (long number : added) {
            assertThat(set.add(number)).isEqualTo(expected.add(number));
        }
        for (long number : removed) {
            expected.remove(number);
            set.remove(number);
        }
        assertSame(set, expected);
        assertSame(
                set.first(taken), new TreeSet<>(expected.stream().limit(taken).toList()));
        set.addAll(set.first(taken));
        assertSame(set, expected);
    }

    private static void assertSame(SequenceSet set, TreeSet<Long> expected) {
        assertThat(Arrays.stream(set.toArray()).boxed().toList()).containsExactlyElementsOf(expected);
        assertThat(set.size()).isEqualTo(expected.size());
        assertThat(set.isEmpty()).isEqualTo(expected.isEmpty());
        for (long number = -6; number <= 41; number++) {
            assertThat(set.contains(number)).isEqualTo(expected.contains(number));
        }
    }
}
