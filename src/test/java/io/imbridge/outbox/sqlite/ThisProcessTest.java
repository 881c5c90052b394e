package io.imbridge.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisProcessTest {
    private static final String ID = "3f4c1a291079c87d4b84cac1440017bf3f4c1a291079c87d4b84cac1440017bf";

    @Test
    void a_container_is_found_by_what_its_engine_mounts() {
        String docker = "1 2 8:1 /var/lib/docker/containers/" + ID + "/hostname /etc/hostname rw - ext4 /dev/sda1 rw";
        String containerd = "1 2 8:1 /io.containerd.grpc.v1.cri/sandboxes/" + ID
                + "/resolv.conf /etc/resolv.conf rw - ext4 /dev/sda1 rw";

        assertThat(ThisProcess.container(List.of("1 2 8:1 / / rw - ext4 x rw", docker), List.of()))
                .contains("3f4c1a291079");
        assertThat(ThisProcess.container(List.of(containerd), List.of("0::/"))).contains("3f4c1a291079");
    }

    @Test
    void a_container_is_found_by_its_control_group() {
        assertThat(ThisProcess.container(List.of(), List.of("9:name=systemd:/", "4:memory:/docker/" + ID)))
                .contains("3f4c1a291079");
        assertThat(ThisProcess.container(
                        List.of(), List.of("0::/kubepods.slice/pod1.slice/cri-containerd-" + ID + ".scope")))
                .contains("3f4c1a291079");
    }

    @Test
    void outside_of_a_container_there_is_none() {
        String layer = "1 2 8:1 /overlay2/" + ID + "/merged / rw - overlay overlay rw";

        assertThat(ThisProcess.container(List.of(layer), List.of("0::/user.slice/session-1.scope")))
                .isEmpty();
        assertThat(ThisProcess.container(List.of(), List.of())).isEmpty();
    }

    @Test
    void the_lock_names_process_host_and_time(@TempDir Path directory) throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

        try (OutboxDirectory taken = OutboxDirectory.take(directory, 1 << 20, clock)) {
            assertThat(taken.damagedFiles()).isZero();
            assertThat(Files.readString(directory.resolve("outbox.lock")))
                    .matches("process " + ProcessHandle.current().pid() + " on host \\S+( in container [0-9a-f]{12})?,"
                            + " started 2026-11-27T12:00:00Z\n");
        }
    }
}
