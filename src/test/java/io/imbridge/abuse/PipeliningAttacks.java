package io.imbridge.abuse;

import static io.imbridge.abuse.Requests.BODY;
import static io.imbridge.abuse.Requests.GET;
import static io.imbridge.abuse.Requests.LARGE;
import static io.imbridge.abuse.Requests.block;
import static io.imbridge.abuse.Requests.callback;
import static io.imbridge.abuse.Requests.head;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/** Attacks with pipelined requests whose answers nobody reads, or not in time. */
final class PipeliningAttacks {
    /** The seconds in which the pipeline is filled. */
    private static final int FILLING = 4;

    private static final int MOST_LARGE = 5000;

    /** The number of blocks of small requests after each large one: about fifteen thousand requests. */
    private static final int BLOCKS = 100;

    private PipeliningAttacks() {}

    static Stream<AttackMethod> all() {
        return Stream.of(
                new AttackMethod("asks without end and never reads", attack -> neverRead(attack, block(GET)))
                        .lastingAtLeast(FILLING),
                new AttackMethod(
                                "sends callbacks without end and never reads",
                                attack -> neverRead(attack, block(callback(BODY))))
                        .lastingAtLeast(FILLING),
                new AttackMethod("asks without end and reads", PipeliningAttacks::readAll).lastingAtLeast(FILLING),
                new AttackMethod("reads one byte a second of the answers", PipeliningAttacks::readSlowly)
                        .lastingAtLeast(FILLING),
                new AttackMethod(
                                "sends thousands of requests behind one that waits for its answer",
                                PipeliningAttacks::behindLarge)
                        .lastingAtLeast(FILLING),
                new AttackMethod("hangs up in the middle of bodies behind each other", PipeliningAttacks::hangUp));
    }

    private static void neverRead(Attack attack, byte[] requests) {
        attack.again(connection -> sendOnly(attack, connection, requests));
    }

    private static void readAll(Attack attack) {
        byte[] requests = block(GET);
        attack.again(connection -> {
            connection.readAside();
            while (attack.goesOn()) {
                connection.send(requests);
            }
        });
    }

    private static void readSlowly(Attack attack) {
        attack.again(connection -> {
            attack.beside(() -> readByte(attack, connection));
            sendOnly(attack, connection, block(GET));
        });
    }

    /** Sends until the service closes the connection, or the attack is over. */
    private static void sendOnly(Attack attack, Connection connection, byte[] requests) throws IOException {
        connection.buffersLittle();
        while (attack.goesOn()) {
            connection.send(requests);
        }
    }

    private static void readByte(Attack attack, Connection connection) {
        try {
            while (attack.goesOn()) {
                connection.one();
                attack.pause(Duration.ofSeconds(1));
            }
        } catch (IOException cut) {
            // Nothing can be read any more.
        }
    }

    private static void behindLarge(Attack attack) {
        String large = callback("{\"GroupId\":\"abuse\",\"Name\":\"" + "n".repeat(LARGE) + "\"}");
        byte[] small = block(GET);
        attack.again(connection -> {
            connection.readAside();
            while (attack.goesOn()) {
                connection.send(large);
                for (int block = 0; block < BLOCKS; block++) {
                    connection.send(small);
                }
            }
        });
    }

    private static void hangUp(Attack attack) {
        String whole = callback("{\"GroupId\":\"abuse\",\"Name\":\"" + "n".repeat(50_000) + "\"}");
        String part = head(LARGE) + "{" + " ".repeat(LARGE * 9 / 10);
        attack.again(1, MOST_LARGE, connection -> {
            connection.send(whole.repeat(3) + part);
            connection.reset();
        });
    }
}
