package io.imbridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassedStallsTest {
    private static final String STALL =
            "ERROR Callbacks wait for Kafka because the outbox cannot keep them reason=stalled cause=\"no answer\" advice=\"look at it\"\n";
    private static final String OTHER =
            "ERROR Callbacks wait for Kafka because the outbox cannot keep them reason=disk-full cause=\"x\"\n";
    private static final String KEEPS = "INFO Outbox keeps callbacks on disk records=0\n";

    @Test
    void one_that_has_passed_is_left_out_and_nothing_else() {
        assertThat(PassedStalls.without(KEEPS + OTHER + STALL + KEEPS))
                .containsExactly(KEEPS.strip(), OTHER.strip(), KEEPS.strip());
        assertThat(PassedStalls.without(KEEPS + STALL)).containsExactly(KEEPS.strip(), STALL.strip());
    }
}
