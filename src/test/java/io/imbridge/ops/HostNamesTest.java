package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    private final HostNames hosts = new HostNames(List.of("console.example.com", "*.im.svc"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:9000",
                "127.0.0.1:9000",
                "10.1.2.3",
                "[::1]",
                "[2001:db8::7]:9000",
                "console.example.com",
                "Console.Example.Com.:443",
                "bridge-0.im.svc:9000",
                "a.b.im.svc"
            })
    void an_address_and_a_configured_name_are_let_through(String host) {
        assertThat(hosts.contain(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.1",
                "2130706433",
                "0x7f.0.0.1",
                "evilconsole.example.com",
                "im.svc",
                ".im.svc",
                "localhost:9000@evil.example",
                "localhost:x",
                "localhost:123456",
                "[::1",
                "[::1]x",
                "[evil.example]",
                "bridge"
            })
    void any_other_name_may_be_a_strangers(String host) {
        assertThat(hosts.contain(host)).isFalse();
    }
}
