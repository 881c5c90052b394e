package io.imbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningBrokerTest {
    private final long alive = ProcessHandle.current().pid();

    @AfterEach
    void forget() {
        System.clearProperty("io.imbridge.dev.broker");
    }

    @Test
    void a_broker_is_remembered_as_long_as_it_runs() throws Exception {
        assertThat(RunningBroker.recall()).isEmpty();

        new RunningBroker(alive, 9092).remember();
        assertThat(RunningBroker.recall()).contains(new RunningBroker(alive, 9092));

        Process ended = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ended.waitFor();
        new RunningBroker(ended.pid(), 9092).remember();
        assertThat(RunningBroker.recall()).isEmpty();
    }
}
