package io.imbridge.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.outbox.DamagedFileException;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.outbox.OutboxRig;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static final int COUNT = 10;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "@TGS#_@TGS#c", "群组 \uD83D\uDE00", "before\u0000behind"})
    void a_record_is_read_as_it_was_written(String text) throws Exception {
        OutboxRecord usual = OutboxRig.records("a", "").get(0);
        KeptRecord kept = new KeptRecord(
                7,
                new OutboxRecord(
                        "a",
                        text,
                        usual.command(),
                        usual.sdkAppId(),
                        usual.id(),
                        usual.fingerprint(),
                        Instant.parse("1970-01-01T00:00:00.007Z"),
                        Instant.parse("9999-12-31T23:59:59.999Z"),
                        text,
                        text,
                        new byte[] {0, -1, 27}));

        assertThat(Frames.read(bytes(List.of(kept)))).usingRecursiveComparison().isEqualTo(List.of(kept));
        assertThat(Frames.readSound(bytes(List.of(kept))))
                .usingRecursiveComparison()
                .isEqualTo(List.of(kept));
    }

    @Test
    void large_and_small_ones_are_read_in_their_order() throws Exception {
        List<KeptRecord> records = new ArrayList<>();
        for (int size : new int[] {0, 200_000, 1, 3_000_000, 64 * 1024}) {
            records.add(kept(records.size() + 1, "v".repeat(size)));
        }

        List<KeptRecord> read = Frames.read(bytes(records));

        assertThat(numbers(read)).isEqualTo(numbers(records));
        for (int i = 0; i < records.size(); i++) {
            assertThat(Arrays.equals(
                            read.get(i).record().value(),
                            records.get(i).record().value()))
                    .isTrue();
        }
    }

    @Property(tries = 500)
    void a_byte_that_changes_costs_the_record_that_it_is_in_and_no_other(
            @ForAll @IntRange(max = 1_000_000) int where,
            @ForAll @ByteRange(min = 1, max = Byte.MAX_VALUE) byte change) {
        byte[] bytes = bytes(records());
        int at = where % bytes.length;
        bytes[at] ^= change;

        List<Long> sound = numbers(Frames.readSound(bytes));

        List<Long> expected = new ArrayList<>(numbers(records()));
        expected.remove(at / (bytes.length / COUNT));
        assertThat(sound).isEqualTo(expected);
        assertThatThrownBy(() -> Frames.read(bytes)).isInstanceOf(DamagedFileException.class);
    }

    @Property(tries = 200)
    void a_part_that_is_missing_costs_no_record_that_it_has_nothing_of(
            @ForAll @IntRange(max = 1_000_000) int from, @ForAll @IntRange(min = 1, max = 2_000) int length) {
        byte[] bytes = bytes(records());
        int each = bytes.length / COUNT;
        int start = from % bytes.length;
        int end = Math.min(bytes.length, start + length);
        byte[] cut = ByteBuffer.allocate(bytes.length - (end - start))
                .put(bytes, 0, start)
                .put(bytes, end, bytes.length - end)
                .array();

        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            if ((i + 1) * each <= start || i * each >= end) {
                expected.add(i + 1L);
            }
        }
        // If exactly the length of one record is missing, the remaining bytes of two records can look like one of them.
        assertThat(numbers(Frames.readSound(cut))).containsAll(expected).isSubsetOf(numbers(records()));
    }

    @Property(tries = 500)
    void bytes_that_mean_nothing_are_no_records(@ForAll @Size(max = 300) byte[] bytes) {
        assertThat(Frames.readSound(bytes)).isEmpty();
    }

    /** Records of the same size. */
    private static List<KeptRecord> records() {
        List<KeptRecord> records = new ArrayList<>();
        for (int i = 1; i <= COUNT; i++) {
            records.add(kept(i, "value " + (char) ('a' + i)));
        }
        return records;
    }

    private static KeptRecord kept(long sequence, String value) {
        return new KeptRecord(sequence, OutboxRig.records("a", value).get(0));
    }

    private static List<Long> numbers(List<KeptRecord> records) {
        return records.stream().map(KeptRecord::sequence).toList();
    }

    private static byte[] bytes(List<KeptRecord> records) {
        return new Frames().write(records);
    }
}
