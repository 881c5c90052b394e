package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterCursorTest {
    @Test
    void what_is_written_is_read_again() {
        DeadLetterCursor cursor = Objects.requireNonNull(DeadLetterCursor.parse("0-17.12-0"));

        assertThat(cursor.ends()).containsEntry(0, 17L).containsEntry(12, 0L).hasSize(2);
        assertThat(cursor).hasToString("0-17.12-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0-", "-1", "0-1.", "0-1..1-1", "0-1234567890123456789", "a-1"})
    void anything_else_is_none(String text) {
        assertThat(DeadLetterCursor.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0/", "/1", "0/-1", "0/1/2", "0/1234567890123456789", "1234567890/1"})
    void an_id_is_a_partition_and_an_offset(String text) {
        assertThat(DeadLetterId.parse(text)).isNull();
        assertThat(DeadLetterId.parse("3/42")).hasToString("3/42");
    }
}
