package io.imbridge.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    private static final long LAST_OF_9999 = 253_402_300_799_999L;
    private static final DateTimeFormatter EXPECTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Property
    void a_time_is_written_in_milliseconds_whichever_was_written_before(
            @ForAll @LongRange(max = LAST_OF_9999) long first, @ForAll @LongRange(max = 2000) long later) {
        Instant one = Instant.ofEpochMilli(first);
        Instant two = one.plusMillis(later).plusNanos(999_999);

        assertThat(Rfc3339.format(one)).isEqualTo(EXPECTED.format(one));
        if (first + later <= LAST_OF_9999) {
            assertThat(Rfc3339.format(two)).isEqualTo(EXPECTED.format(two));
        }
    }

    @Property
    void what_was_written_is_read_again(@ForAll @LongRange(max = LAST_OF_9999) long time) {
        assertThat(Rfc3339.parse(Rfc3339.format(Instant.ofEpochMilli(time)))).isEqualTo(Instant.ofEpochMilli(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T08:30:00Z",
                "2026-11-22T08:30:00.123456Z",
                "2026-11-22T08:30:00.123+08:00",
                "2026-11-22T24:00:00.000Z",
                "2016-12-31T23:59:60.000Z",
                "+12026-11-22T08:30:00.123Z",
                "2024-02-29T00:00:00.000Z"
            })
    void a_time_of_another_form_is_read_as_java_reads_it(String text) {
        assertThat(Rfc3339.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-13-01T00:00:00.000Z",
                "2026-02-29T00:00:00.000Z",
                "2026-00-10T00:00:00.000Z",
                "2026-11-22T24:00:00.001Z",
                "2026-11-22T08:60:00.000Z",
                "2026-11-22T08:30:61.000Z",
                "2026-11-22 08:30:00.000Z",
                "2026-11-22T08:30:00.00\u0663Z",
                "2026-11-22T08:30:00.000z0"
            })
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
