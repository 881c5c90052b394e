package io.imbridge.abuse;

import static io.imbridge.abuse.Requests.BODY;
import static io.imbridge.abuse.Requests.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Attacks with heads that are too large, that name a wrong caller, or that are missing. */
final class HeadAttacks {
    private static final int MOST = 50_000;
    private static final int TIMES_EACH = 20;
    private static final String REST = "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    private static final List<String> LARGE_HEADS = List.of(
            line() + "a: b\r\n".repeat(1500) + REST,
            line() + "a: b\r\n".repeat(100_000) + REST,
            line() + names(800) + REST,
            line() + "X-Request-Id: " + "x".repeat(8000) + "\r\n" + REST,
            line() + "X: " + "x".repeat(1_000_000) + "\r\n" + REST,
            line() + "x".repeat(1_000_000),
            "POST /?" + "a=1&".repeat(900) + " HTTP/1.1\r\nHost: x\r\n" + REST,
            "POST /?" + "a=1&".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n" + REST,
            "POST /?SdkAppid=" + "1".repeat(3500) + " HTTP/1.1\r\nHost: x\r\n" + REST,
            "POST /?" + "%41".repeat(1200) + " HTTP/1.1\r\nHost: x\r\n" + REST,
            "POST /" + "../".repeat(1200) + " HTTP/1.1\r\nHost: x\r\n" + REST);

    private static final List<String> NO_CALLERS = List.of(
            "X-Forwarded-For: ",
            "X-Forwarded-For: ,10.1.2.3",
            "X-Forwarded-For: 10.1.2.3,",
            "X-Forwarded-For: [",
            "X-Forwarded-For: ]",
            "X-Forwarded-For: :80, 6.6.6.6",
            "X-Forwarded-For: [::1",
            "X-Forwarded-For: 1.2.3.4:x",
            "X-Forwarded-For: 1.2.3.4:99999999999",
            "X-Forwarded-For: " + "1.2.3.4,".repeat(900),
            "X-Forwarded-Port: x",
            "X-Forwarded-Port: 99999999999",
            "X-Forwarded-Host: :x",
            "X-Forwarded-Proto: ",
            "Forwarded: for=:80",
            "Forwarded: for=",
            "Forwarded: for=\"[\"",
            "Forwarded: host=:x;for=1.2.3.4:y");

    private HeadAttacks() {}

    static Stream<AttackMethod> all() {
        return Stream.of(
                new AttackMethod("sends heads as large as may be, and larger", HeadAttacks::sendLarge),
                new AttackMethod(
                        "connects and hangs up without a byte", attack -> attack.again(1, MOST, Connection::reset)));
    }

    /** Attacks on a service that trusts proxies. */
    static Stream<AttackMethod> behindProxy() {
        return Stream.of(new AttackMethod("says of callers that they are none", HeadAttacks::nameNone));
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i + ": 1\r\n").collect(Collectors.joining());
    }

    private static void sendLarge(Attack attack) {
        AtomicInteger next = new AtomicInteger();
        attack.again(1, MOST, connection -> {
            String request = LARGE_HEADS.get(next.getAndIncrement() % LARGE_HEADS.size());
            for (int time = 0; time < TIMES_EACH && attack.goesOn(MOST); time++) {
                connection.send(request);
                connection.status();
            }
        });
    }

    /** Each request must get an answer, whichever it is. */
    private static void nameNone(Attack attack) {
        AtomicInteger next = new AtomicInteger();
        Set<String> unanswered = ConcurrentHashMap.newKeySet();
        attack.again(NO_CALLERS.size(), MOST, connection -> {
            String header = NO_CALLERS.get(next.getAndIncrement() % NO_CALLERS.size());
            connection.hasPatience(Duration.ofSeconds(1));
            connection.send(line() + header + "\r\n" + REST);
            try {
                connection.status();
            } catch (IOException none) {
                if (!attack.isOver()) {
                    unanswered.add(header);
                }
            }
        });
        assertThat(unanswered).as("headers without an answer").isEmpty();
    }
}
