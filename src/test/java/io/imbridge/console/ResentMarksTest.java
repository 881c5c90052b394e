package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResentMarksTest {
    private static final Instant TIME = Instant.parse("2026-11-27T10:00:00Z");

    @Test
    void the_newest_marks_are_remembered_and_no_more_than_memory_may_hold() {
        ResentMarks marks = new ResentMarks("im.console.resent");

        for (int offset = 0; offset <= ResentMarks.MOST; offset++) {
            marks.add(mark(offset));
        }

        assertThat(marks.of(new DeadLetterId(0, 0), TIME)).isNull();
        assertThat(marks.of(new DeadLetterId(0, 1), TIME)).isEqualTo(mark(1));
        assertThat(marks.of(new DeadLetterId(0, ResentMarks.MOST), TIME)).isEqualTo(mark(ResentMarks.MOST));
    }

    @Test
    void a_mark_of_another_letter_in_the_same_place_does_not_count() {
        ResentMarks marks = new ResentMarks("im.console.resent");

        marks.add(mark(7));

        assertThat(marks.of(new DeadLetterId(0, 7), TIME.plusMillis(1))).isNull();
    }

    private static ResentMark mark(long offset) {
        return new ResentMark(new DeadLetterId(0, offset), TIME, TIME, "console@127.0.0.1", "im.group.a/0/1");
    }
}
