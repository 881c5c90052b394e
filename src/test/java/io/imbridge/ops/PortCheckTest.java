package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Mistake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    private static final String PUBLIC = "quarkus.http.port";
    private static final String MANAGEMENT = "quarkus.management.port";

    @Test
    void a_port_that_somebody_listens_at_is_named_with_what_moves_it() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0)) {
            int taken = somebody.getLocalPort();

            assertThat(told(port("public", "0.0.0.0", taken, PUBLIC), port("management", "0.0.0.0", 0, MANAGEMENT)))
                    .singleElement()
                    .asString()
                    .startsWith("The public port " + taken + " of 0.0.0.0 cannot be had (Address already in use")
                    .endsWith("or set quarkus.http.port (QUARKUS_HTTP_PORT) to another.");
        }
    }

    @Test
    void both_ports_are_looked_at() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            assertThat(told(
                            port("public", "0.0.0.0", one.getLocalPort(), PUBLIC),
                            port("management", "localhost", other.getLocalPort(), MANAGEMENT)))
                    .hasSize(2)
                    .satisfies(lines -> assertThat(lines.get(1)).contains("management", MANAGEMENT));
        }
    }

    @Test
    void a_port_of_one_address_is_in_the_way_of_all_addresses() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(told(port("public", "0.0.0.0", somebody.getLocalPort(), PUBLIC)))
                    .hasSize(1);
        }
    }

    @Test
    void a_free_port_and_any_port_are_no_mistakes_and_stay_free() throws IOException {
        int free;
        try (ServerSocket before = new ServerSocket(0)) {
            free = before.getLocalPort();
        }

        assertThat(told(port("public", "0.0.0.0", free, PUBLIC), port("management", "0.0.0.0", 0, MANAGEMENT)))
                .isEmpty();
        try (ServerSocket after = new ServerSocket(free)) {
            assertThat(after.isBound()).isTrue();
        }
    }

    @Test
    void one_port_for_both_is_a_mistake() throws IOException {
        int free;
        try (ServerSocket before = new ServerSocket(0)) {
            free = before.getLocalPort();
        }

        assertThat(told(port("public", "0.0.0.0", free, PUBLIC), port("management", "0.0.0.0", free, MANAGEMENT)))
                .containsExactly("The public port and the management port are both " + free
                        + ": set quarkus.management.port (QUARKUS_MANAGEMENT_PORT) to another.");
    }

    @Test
    void a_host_that_is_not_this_one_is_told_as_what_it_is() {
        assertThat(told(port("public", "host.invalid", 0, PUBLIC)))
                .singleElement()
                .asString()
                .contains("host.invalid");
    }

    private static PortCheck.Port port(String name, String host, int number, String key) {
        return new PortCheck.Port(name, host, number, key);
    }

    private static List<String> told(PortCheck.Port... ports) {
        return PortCheck.mistakes(List.of(ports)).stream().map(Mistake::right).toList();
    }
}
