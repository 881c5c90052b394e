package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;

class OwnPagesTest {
    private static final String HOST = "localhost:9000";

    @Test
    void what_is_no_browser_and_our_own_pages_may_ask() {
        assertThat(asks(PortPath.GUARDED)).isTrue();
        assertThat(asks(PortPath.GUARDED, "Sec-Fetch-Site", "same-origin", "Origin", "http://localhost:9000"))
                .isTrue();
        assertThat(asks(PortPath.GUARDED, "Sec-Fetch-Site", "none")).isTrue();
    }

    @Test
    void a_page_of_another_origin_may_not() {
        assertThat(asks(PortPath.GUARDED, "Sec-Fetch-Site", "cross-site")).isFalse();
        assertThat(asks(PortPath.CONTRACT, "Sec-Fetch-Site", "same-site")).isFalse();
        assertThat(asks(PortPath.GUARDED, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site", "cross-site"))
                .isFalse();
        assertThat(asks(PortPath.GUARDED, "Origin", "http://evil.example")).isFalse();
        assertThat(asks(PortPath.GUARDED, "Origin", "http://localhost:8081")).isFalse();
        assertThat(asks(PortPath.GUARDED, "Origin", "null")).isFalse();
        assertThat(asks(PortPath.GUARDED, "Origin", "file://localhost:9000")).isFalse();
        assertThat(asks(PortPath.GUARDED, "Origin", "")).isFalse();
    }

    @Test
    void a_link_may_lead_to_a_page_and_to_nothing_else() {
        String[] link = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"};
        String[] frame = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"};

        assertThat(asks(PortPath.SHELL, link)).isTrue();
        assertThat(asks(PortPath.CONTRACT, link)).isTrue();
        assertThat(asks(PortPath.GUARDED, link)).isFalse();
        assertThat(asks(PortPath.SHELL, frame)).isFalse();
        assertThat(OwnPages.ask(HttpMethod.POST, headers(link), PortPath.SHELL, HOST))
                .isFalse();
    }

    @Test
    void behind_a_proxy_that_passes_the_host_on_the_scheme_does_not_matter() {
        assertThat(OwnPages.ask(
                        HttpMethod.POST,
                        headers("Origin", "https://Console.example.com"),
                        PortPath.GUARDED,
                        "console.example.com"))
                .isTrue();
        assertThat(OwnPages.ask(
                        HttpMethod.POST,
                        headers("Origin", "https://console.example.com"),
                        PortPath.GUARDED,
                        "console.example.com:443"))
                .isTrue();
    }

    private static boolean asks(PortPath path, String... headers) {
        return OwnPages.ask(HttpMethod.GET, headers(headers), path, HOST);
    }

    private static MultiMap headers(String... pairs) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int at = 0; at < pairs.length; at += 2) {
            headers.add(pairs[at], pairs[at + 1]);
        }
        return headers;
    }
}
