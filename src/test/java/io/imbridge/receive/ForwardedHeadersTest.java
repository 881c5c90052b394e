package io.imbridge.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaders;
import io.quarkus.vertx.http.runtime.ProxyConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers of proxies in the form that the server sees. */
class ForwardedHeadersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "203.0.113.7|203.0.113.7",
                "203.0.113.7, 10.1.2.3|203.0.113.7, 10.1.2.3",
                "2001:db8::7|2001:db8::7",
                "203.0.113.7:1234, 10.1.2.3|203.0.113.7, 10.1.2.3",
                "[2001:db8::7]:80|2001:db8::7",
                "' 203.0.113.7 '|203.0.113.7",
                "''|0.0.0.0,",
                ",10.1.2.3|0.0.0.0,,10.1.2.3",
                "[|0.0.0.0,[",
                ":80, 6.6.6.6|0.0.0.0,:80, 6.6.6.6",
                "unknown|0.0.0.0,unknown",
                "1.2.3.4:99999|1.2.3.4",
            })
    void the_first_of_the_list_is_an_address_and_the_others_stay(String given, String seen) {
        HttpHeaders headers = HeadersMultiMap.headers().add("X-Forwarded-For", given);

        believing(false).repair(headers);

        assertThat(headers.getAll("X-Forwarded-For")).containsExactly(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=203.0.113.7;proto=https|for=203.0.113.7",
                "for=\"[2001:db8::7]:80\"|for=2001:db8::7",
                "for=:80|for=0.0.0.0",
                "For=_hidden, for=1.2.3.4|for=0.0.0.0",
            })
    void the_standard_header_names_one_address(String given, String seen) {
        HttpHeaders headers = HeadersMultiMap.headers().add("Forwarded", given);

        believing(true).repair(headers);

        assertThat(headers.getAll("Forwarded")).containsExactly(seen);
    }

    @Test
    void what_nobody_asks_for_goes() {
        HttpHeaders headers = HeadersMultiMap.headers()
                .add("X-Forwarded-Port", "x")
                .add("X-Forwarded-Proto", "?")
                .add("X-Forwarded-Host", "a:b:c")
                .add("X-Forwarded-Trusted-Proxy", "true")
                .add("Forwarded", "proto=https");

        believing(true).repair(headers);

        assertThat(headers.names()).isEmpty();
    }

    @Test
    void of_two_that_contradict_each_other_neither_is_believed() {
        HttpHeaders headers =
                HeadersMultiMap.headers().add("X-Forwarded-For", "1.2.3.4").add("Forwarded", "for=5.6.7.8");

        believing(true).repair(headers);

        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("0.0.0.0");
        assertThat(headers.getAll("Forwarded")).containsExactly("for=0.0.0.0");
    }

    @Test
    void two_that_agree_stay() {
        HttpHeaders headers = HeadersMultiMap.headers()
                .add("X-Forwarded-For", "1.2.3.4, 10.1.2.3")
                .add("Forwarded", "for=1.2.3.4;proto=https");

        believing(true).repair(headers);

        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("1.2.3.4, 10.1.2.3");
        assertThat(headers.getAll("Forwarded")).containsExactly("for=1.2.3.4");
    }

    @Test
    void where_no_proxy_is_believed_nothing_changes() {
        HttpHeaders headers = HeadersMultiMap.headers().add("X-Forwarded-For", "[");

        ForwardedHeaders.of(proxy("false", "false")).repair(headers);

        assertThat(headers.getAll("X-Forwarded-For")).containsExactly("[");
    }

    private static ForwardedHeaders believing(boolean standard) {
        return ForwardedHeaders.of(proxy("true", Boolean.toString(standard)));
    }

    private static ProxyConfig proxy(String believed, String standard) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(Server.class)
                .withDefaultValue("server.proxy.proxy-address-forwarding", believed)
                .withDefaultValue("server.proxy.allow-forwarded", standard)
                .withDefaultValue("server.proxy.allow-x-forwarded", "true")
                .build()
                .getConfigMapping(Server.class)
                .proxy();
    }

    /** The part of the server's configuration about proxies. */
    @ConfigMapping(prefix = "server")
    interface Server {
        ProxyConfig proxy();
    }
}
