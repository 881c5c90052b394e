package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.EventSource;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Pages that read too slowly, and a Kafka that stops and starts. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class SlowPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INFO = "group.after-group-info-changed";

    @Test
    void a_page_that_takes_nothing_is_told_what_it_did_not_get_and_goes_on_with_the_newest() throws Exception {
        String prefix = "slow-" + UUID.randomUUID();
        try (EventPublisher publisher = new EventPublisher(Kafka.bootstrapServers(), prefix);
                ServedEvents served = new ServedEvents(Kafka.bootstrapServers(), prefix);
                Socket slow = new Socket()) {
            publisher.create(INFO, 1);
            ask(slow, served, "events/stream");
            InputStream in = slow.getInputStream();
            String begun = "";
            while (!begun.contains("reading")) {
                begun += (char) in.read();
            }

            publisher.renames("g", 3 * EventRing.MOST, "n");
            await().atMost(PATIENCE)
                    .until(() -> served.log().live().ring().edge().number() == 3L * EventRing.MOST);

            StringBuilder all = new StringBuilder();
            byte[] some = new byte[64 * 1024];
            await().atMost(PATIENCE)
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        if (in.available() > 0) {
                            all.append(new String(some, 0, in.read(some), StandardCharsets.UTF_8));
                        }
                        return all.indexOf("event: skipped") > 0;
                    });

            // The bytes that waited for the page: the content of the sockets, the stream's room, and one message.
            assertThat(all.length()).isLessThan(16 * 1024 * 1024);
            publisher.rename("g", "after");
            await().atMost(PATIENCE)
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        if (in.available() > 0) {
                            all.append(new String(some, 0, in.read(some), StandardCharsets.UTF_8));
                        }
                        return all.indexOf("renamed the group to after") > 0;
                    });
        }
    }

    @Test
    void pages_that_do_not_take_what_was_found_let_others_search() throws Exception {
        String prefix = "found-" + UUID.randomUUID();
        try (EventPublisher publisher = new EventPublisher(Kafka.bootstrapServers(), prefix);
                ServedEvents served = new ServedEvents(Kafka.bootstrapServers(), prefix);
                Socket one = new Socket();
                Socket other = new Socket()) {
            publisher.create(INFO, 1);
            publisher.renames("g", 4 * EventRing.MOST, "n");
            ask(one, served, "events/stream?from=1h");
            ask(other, served, "events/stream?from=1h");
            await().atMost(PATIENCE).until(() -> served.log().searches().availablePermits() == 0);

            await().atMost(PATIENCE)
                    .until(() -> served.log().searches().availablePermits() == EventLog.SEARCHES
                            && served.streams().count() == 2);
        }
    }

    /** Requests a stream as a page that reads almost nothing of it. */
    private static void ask(Socket slow, ServedEvents served, String stream) throws IOException {
        slow.setReceiveBufferSize(4 * 1024);
        slow.connect(new InetSocketAddress("localhost", served.port()));
        slow.getOutputStream()
                .write(("GET /console/api/" + stream + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void while_kafka_is_unreachable_pages_are_told_and_nothing_is_lost_when_it_is_back() throws Exception {
        try (LocalBroker broker = new LocalBroker(BrokerSettings.defaults())) {
            broker.start();
            try (EventPublisher publisher = new EventPublisher(broker.bootstrapServers(), "away");
                    ServedEvents served = new ServedEvents(broker.bootstrapServers(), "away");
                    EventSource page = served.stream("events/stream").awaitEvent("state")) {
                publisher.create(INFO, 2);
                publisher.rename("g", "before");
                page.awaitEntries(1);

                broker.stop();
                await().atMost(PATIENCE).until(() -> page.all("state").stream()
                        .anyMatch(state -> state.path("kafka").asText().equals("unreachable")
                                && !state.path("sentence").asText().isEmpty()));
                assertThat(served.status("events")).isEqualTo(503);
                broker.start();
                publisher.rename("g", "after");
                await().atMost(PATIENCE).until(() -> page.sentences().contains("leckie renamed the group to after"));

                assertThat(page.sentences())
                        .containsExactly("leckie renamed the group to before", "leckie renamed the group to after");
                assertThat(page.all("state")
                                .get(page.all("state").size() - 1)
                                .path("kafka")
                                .asText())
                        .isEqualTo("reading");
            }
        }
    }

    @Test
    void a_stream_that_is_asked_for_by_a_connection_that_is_closed_takes_no_place() throws Exception {
        String prefix = "closed-" + UUID.randomUUID();
        try (ServedEvents served = new ServedEvents(Kafka.bootstrapServers(), prefix)) {
            for (int at = 0; at < 30; at++) {
                try (Socket socket = new Socket("localhost", served.port())) {
                    String both = "GET /console/api/events?limit=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            + "GET /console/api/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
                    socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(served.status("events?limit=1")).isEqualTo(200);

            await().atMost(EventStream.HEARTBEAT.multipliedBy(2))
                    .until(() -> served.streams().count() == 0);
        }
    }

    @Test
    void no_more_streams_are_given_than_there_are() throws Exception {
        String prefix = "many-" + UUID.randomUUID();
        try (ServedEvents served = new ServedEvents(Kafka.bootstrapServers(), prefix)) {
            for (int at = 0; at < EventStreams.MOST; at++) {
                assertThat(served.stream("events/stream").status()).isEqualTo(200);
            }
            assertThat(served.stream("events/stream").status()).isEqualTo(503);
        }
    }
}
