package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SequenceSetTest {
    @Property(tries = 500)
    void it_is_a_set(
            @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> added,
            @ForAll @Size(max = 30) List<@IntRange(max = 40) Integer> removed,
            @ForAll @IntRange(max = 50) int taken) {
        TreeSet<Long> expected = new TreeSet<>();
        added.forEach(number -> expected.add(number.longValue()));
        removed.forEach(number -> expected.remove(number.longValue()));
        SequenceSet set = of(added);
        set.removeAll(of(removed));
        assertSame(set, expected);

        SequenceSet copy = set.copy();
        SequenceSet first = set.takeFirst(taken);

        TreeSet<Long> expectedFirst =
                new TreeSet<>(expected.stream().limit(taken).toList());
        assertSame(first, expectedFirst);
        assertSame(copy, expected);
        expected.removeAll(expectedFirst);
        assertSame(set, expected);
        set.addAll(first);
        expected.addAll(expectedFirst);
        assertSame(set, expected);
    }

    private static SequenceSet of(List<Integer> numbers) {
        SequenceSet set = new SequenceSet();
        numbers.forEach(number -> set.add(number));
        return set;
    }

    private static void assertSame(SequenceSet set, TreeSet<Long> expected) {
        List<Long> numbers = new ArrayList<>();
        set.runs().forEach((first, last) -> {
            for (long number = first; number <= last; number++) {
                numbers.add(number);
            }
        });
        assertThat(numbers).containsExactlyElementsOf(expected);
        assertThat(set.size()).isEqualTo(expected.size());
        assertThat(set.isEmpty()).isEqualTo(expected.isEmpty());
        for (long number = 0; number <= 41; number++) {
            assertThat(set.contains(number)).isEqualTo(expected.contains(number));
        }
        // Runs that touch would be one.
        long before = Long.MIN_VALUE;
        for (var run : set.runs().entrySet()) {
            assertThat(run.getKey()).isGreaterThan(before + 1);
            before = run.getValue();
        }
    }
}
