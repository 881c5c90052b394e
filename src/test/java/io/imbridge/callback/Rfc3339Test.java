package io.imbridge.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

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
}
