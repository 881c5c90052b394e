package io.imbridge.abuse;

import static io.imbridge.abuse.Requests.BODY;
import static io.imbridge.abuse.Requests.LARGE;
import static io.imbridge.abuse.Requests.callback;
import static io.imbridge.abuse.Requests.chunked;
import static io.imbridge.abuse.Requests.head;
import static io.imbridge.abuse.Requests.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/** Attacks that send too slowly, without end, or not at all: the service must cut them off in time. */
final class SlowAttacks {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LATEST = AbusedService.READ_TIMEOUT.plusMillis(1500);
    private static final int SECONDS = (int) LATEST.toSeconds() + 1;
    private static final int CONNECTIONS = 10;
    private static final int FAST_CONNECTIONS = 2;
    private static final int MOST_LARGE = 2000;

    private static final String EXPECT = line() + "Expect: 100-continue\r\nContent-Length: " + LARGE + "\r\n\r\n";

    private SlowAttacks() {}

    static Stream<AttackMethod> all() {
        return Stream.of(
                cutOff("lets heads drip in", "POST / HTTP/1.1\r\nHost: x\r\nX: ", "x"),
                new AttackMethod("stops in the head that follows a request", SlowAttacks::stopInSecondHead)
                        .lastingAtLeast(SECONDS),
                cutOff("lets bodies drip in", head(LARGE) + "{", " "),
                new AttackMethod("lets body after body drip in within its time", SlowAttacks::dripInTime),
                cutOff("asks whether to continue and does not", EXPECT, ""),
                cutOff("says a length beyond the limit and lets the body drip in", head(90 * LARGE), "x"),
                new AttackMethod("sends less than the length it said and hangs up", SlowAttacks::sendLess),
                cutOff("sends a chunk extension without end", chunked() + "1;", "a".repeat(4096)),
                cutOff("sends chunk extensions without end", chunked(), "1;" + "a".repeat(4000) + "\r\n \r\n"),
                cutOff("sends trailers without end", chunked() + "0\r\n", "X: y\r\n".repeat(600)));
    }

    /** After the start it sends more without end: byte by byte, or as fast as possible. */
    private static AttackMethod cutOff(String sentence, String start, String more) {
        boolean fast = more.length() > 1;
        Duration pause = fast ? Duration.ZERO : PAUSE;
        int connections = fast ? FAST_CONNECTIONS : CONNECTIONS;
        return new AttackMethod(
                        sentence,
                        attack -> attack.again(
                                connections,
                                Attack.MOST_ROUNDS,
                                connection -> untilCutOff(attack, connection, start, more, pause)))
                .lastingAtLeast(SECONDS);
    }

    private static void untilCutOff(Attack attack, Connection connection, String start, String more, Duration pause)
            throws IOException {
        connection.send(start);
        connection.readAside();
        long begin = System.nanoTime();
        while (attack.goesOn() && !connection.isEndedByService()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("for so long it has not been cut off")
                    .isLessThan(LATEST);
            connection.send(more);
            attack.pause(pause);
        }
    }

    private static void stopInSecondHead(Attack attack) {
        attack.again(CONNECTIONS, Attack.MOST_ROUNDS, connection -> {
            connection.send(callback(BODY) + "POST / HTTP/1.1\r\nHo");
            connection.expect(200);
            assertThat(connection.answersUntilClosedWithin(LATEST))
                    .as("1 is its refusal; -1: it stays")
                    .isEqualTo(1);
        });
    }

    private static void dripInTime(Attack attack) {
        attack.again(CONNECTIONS, Attack.MOST_ROUNDS, connection -> {
            while (attack.goesOn()) {
                connection.send(head(BODY.length()));
                for (int at = 0; at < BODY.length(); at += 10) {
                    connection.send(BODY.substring(at, Math.min(at + 10, BODY.length())));
                    attack.pause(PAUSE);
                }
                connection.expect(200);
            }
        });
    }

    private static void sendLess(Attack attack) {
        String most = head(LARGE) + "{" + " ".repeat(LARGE * 9 / 10);
        attack.again(1, MOST_LARGE, connection -> connection.send(most));
    }
}
