package io.imbridge.abuse;

import static io.imbridge.abuse.Requests.BODY;
import static io.imbridge.abuse.Requests.callback;
import static io.imbridge.abuse.Requests.chunked;
import static io.imbridge.abuse.Requests.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Attacks with requests whose end is ambiguous, or that are not valid HTTP/1.1. */
final class FramingAttacks {
    private static final Duration LATEST = AbusedService.READ_TIMEOUT.plusMillis(1500);
    private static final int MOST = 20_000;

    /** Nobody sends this as a request: it is inside the bytes of another one. */
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final List<String> IN_DOUBT = List.of(
            chunked() + "100000004\r\n{  }\r\n0\r\n\r\n" + HIDDEN,
            chunked() + "FFFFFFFFFFFFFFFF1\r\n \r\n0\r\n\r\n" + HIDDEN,
            chunked() + "-1\r\n{  }\r\n0\r\n\r\n" + HIDDEN,
            chunked() + "0x4\r\n{  }\r\n0\r\n\r\n" + HIDDEN,
            chunked() + "\r\n" + HIDDEN,
            chunked() + "4;a=\"\r\n{  }\r\n0\r\n\r\n" + HIDDEN + "\"\r\n{  }\r\n0\r\n\r\n",
            chunked() + "4;a\rb\r\n{  }\r\n0\r\n\r\n" + HIDDEN,
            line() + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
            line() + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
            line() + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + HIDDEN);

    private static final String SETTINGS = "\0\0\6\4\0\0\0\0\0\0\3\0\0\0d";
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + SETTINGS.repeat(2000);
    private static final String UPGRADE = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: ";

    private static final List<String> OTHER_PROTOCOLS = List.of(
            callback(BODY).replace("HTTP/1.1", "HTTP/1.0"),
            "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".repeat(100),
            "GET /\r\n",
            "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
            PREFACE,
            "GET / HTTP/1.1\r\nHost: x\r\n" + UPGRADE + "AAMAAABk".repeat(1000) + "\r\n\r\n" + PREFACE,
            "GET / HTTP/1.1\r\nHost: x\r\n" + (UPGRADE + "AAMAAABk\r\n").repeat(100) + "\r\n" + PREFACE,
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                    + "\u0082\u00ff\0\0\0\1\0\0\0\0".repeat(1000),
            "\26\3\1\2\0\1\0\1\u00fc\3\3" + "\u00a5".repeat(505),
            "\0".repeat(10_000));

    private FramingAttacks() {}

    static Stream<AttackMethod> all() {
        return Stream.of(
                new AttackMethod("leaves in doubt where a request ends", FramingAttacks::beInDoubt)
                        .lastingAtLeast((int) LATEST.toSeconds() + 1),
                new AttackMethod("speaks other protocols", FramingAttacks::speakOther),
                new AttackMethod("ends its side after each request", FramingAttacks::endOwnSide));
    }

    /** Each gets at most one answer, and then its connection is closed: no later bytes count as a request. */
    private static void beInDoubt(Attack attack) {
        AtomicInteger next = new AtomicInteger();
        Set<String> taken = ConcurrentHashMap.newKeySet();
        attack.again(IN_DOUBT.size(), MOST, connection -> {
            String request = IN_DOUBT.get(next.getAndIncrement() % IN_DOUBT.size());
            connection.send(request);
            int answers = connection.answersUntilClosedWithin(LATEST);
            if (answers < 0 || answers > 1) {
                taken.add((answers < 0 ? "not closed: " : "answered twice: ") + request);
            }
        });
        assertThat(taken).isEmpty();
    }

    private static void speakOther(Attack attack) {
        AtomicInteger next = new AtomicInteger();
        attack.again(1, MOST, connection -> {
            connection.readAside();
            connection.send(OTHER_PROTOCOLS.get(next.getAndIncrement() % OTHER_PROTOCOLS.size()));
            attack.pause(Duration.ofMillis(5));
        });
    }

    private static void endOwnSide(Attack attack) {
        attack.again(1, MOST, connection -> {
            connection.send(callback(BODY));
            connection.endSending();
            connection.expect(200);
        });
    }
}
