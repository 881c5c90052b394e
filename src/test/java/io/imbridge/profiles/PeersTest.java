package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeersTest {
    private final AtomicReference<String> shown = new AtomicReference<>("nothing was asked");
    private HttpServer other;
    private int status = 200;

    @BeforeEach
    void listen() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            shown.set(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "{\"groups\":[{\"groupId\":\"a\"}]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
    }

    @AfterEach
    void stop() {
        other.stop(0);
    }

    @Test
    void another_instance_is_shown_the_password_of_this_moment() throws Exception {
        AtomicReference<String> password = new AtomicReference<>("Basic one");
        Peers peers = new Peers(password::get);

        assertThat(peers.groups(url(), "1", "", 1)).hasSize(1);
        assertThat(shown).hasValue("Basic one");
        password.set("Basic two");
        assertThat(peers.groups(url(), "1", "", 1)).hasSize(1);
        assertThat(shown).hasValue("Basic two");
    }

    @Test
    void without_a_password_it_is_shown_none() throws Exception {
        new Peers(() -> null).groups(url(), "1", "", 1);

        assertThat(shown).hasNullValue();
    }

    @Test
    void one_that_answers_others_only_is_told_from_one_that_does_not_answer() {
        for (int refused : new int[] {401, 403}) {
            status = refused;
            assertThatThrownBy(() -> new Peers(() -> null).groups(url(), "1", "", 1))
                    .isInstanceOf(PeerRefusedException.class);
        }
        status = 503;
        assertThatThrownBy(() -> new Peers(() -> null).groups(url(), "1", "", 1))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(PeerRefusedException.class);
    }

    private String url() {
        return "http://127.0.0.1:" + other.getAddress().getPort();
    }
}
