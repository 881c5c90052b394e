package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceVariablesTest {
    @ParameterizedTest
    @CsvSource({
        "BRIDGE_SERVICE_HOST, 10.0.0.11",
        "BRIDGE_SERVICE_PORT, 8080",
        "BRIDGE_SERVICE_PORT_HTTP, 8080",
        "BRIDGE_SERVICE_PORT_HTTP_ALT, 8080",
        "BRIDGE_PORT, tcp://10.0.0.11:8080",
        "BRIDGE_PORT_8080_TCP, tcp://10.0.0.11:8080",
        "BRIDGE_PORT_8080_TCP_PROTO, tcp",
        "BRIDGE_PORT_8080_TCP_PORT, 8080",
        "BRIDGE_PORT_8080_TCP_ADDR, 10.0.0.11",
        "BRIDGE_PORT_53_UDP, udp://10.0.0.11:53",
        "BRIDGE_PORT_53_UDP_ADDR, 10.0.0.11",
        "BRIDGE_PORT_99_SCTP_PROTO, sctp",
        "BRIDGE_MANAGEMENT_SERVICE_HOST, 10.0.0.12",
        "BRIDGE_MANAGEMENT_2_PORT, tcp://10.0.0.12:9000",
        "BRIDGE_MANAGEMENT_2_PORT_9000_TCP_PORT, 9000"
    })
    void what_kubernetes_puts_there_is_known(String variable, String value) {
        assertThat(ServiceVariables.contain(variable, value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "BRIDGE_PORT, 8080",
        "BRIDGE_RECEIVE_PORT, 8080",
        "BRIDGE_OUTBOX_DIR, /data",
        "BRIDGE_HOST, 0.0.0.0",
        "BRIDGE_PORT_8080_HTTP, 8080",
        "BRIDGES_SERVICE_HOST, 10.0.0.11"
    })
    void what_somebody_believed_to_be_a_setting_is_not(String variable, String value) {
        assertThat(ServiceVariables.contain(variable, value)).isFalse();
    }
}
