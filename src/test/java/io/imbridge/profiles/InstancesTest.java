package io.imbridge.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that an instance finds in its directory. */
class InstancesTest {
    @TempDir
    Path directory;

    @Test
    void stores_that_a_kill_left_open_are_known_until_they_are_closed() {
        assertThat(start().wereLeftOpen()).isFalse();

        Instances again = start();

        assertThat(again.wereLeftOpen()).isTrue();
        again.areClosed();
        assertThat(start().wereLeftOpen()).isFalse();
    }

    private Instances start() {
        return Instances.of(directory, Optional.empty());
    }
}
