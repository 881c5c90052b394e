package io.imbridge.abuse;

import static io.imbridge.abuse.Requests.LARGE;
import static io.imbridge.abuse.Requests.callback;
import static io.imbridge.abuse.Requests.shortFields;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Attacks with bodies whose JSON is as expensive to read as possible, from an admitted caller. */
final class NameAttacks {
    /** Each body takes a megabyte on disk and in Kafka. */
    private static final int MOST_BODIES = 1000;

    private static final int CONNECTIONS = 4;
    private static final int LONG_NAME = 20_000;

    private NameAttacks() {}

    static Stream<AttackMethod> all() {
        return Stream.of(
                new AttackMethod(
                                "sends a new name of 900 KB in each body", attack -> send(attack, NameAttacks::oneName))
                        .sendingAtLeast(60),
                new AttackMethod("sends new names of 20 KB", attack -> send(attack, NameAttacks::longNames))
                        .sendingAtLeast(60),
                new AttackMethod(
                                "sends bodies of nothing but short fields", attack -> send(attack, NameAttacks::fields))
                        .sendingAtLeast(10),
                new AttackMethod(
                                "sends bodies that are nested as deep as may be",
                                attack -> send(attack, NameAttacks::nested))
                        .sendingAtLeast(10));
    }

    private static void send(Attack attack, IntFunction<String> bodies) {
        AtomicInteger next = new AtomicInteger();
        attack.again(CONNECTIONS, MOST_BODIES, connection -> {
            while (attack.goesOn(MOST_BODIES)) {
                connection.send(callback(bodies.apply(next.incrementAndGet())));
                connection.expect(200, 400, 429, 503);
            }
        });
    }

    private static String oneName(int number) {
        return "{\"GroupId\":\"abuse\",\"" + number + "n".repeat(LARGE * 9 / 10) + "\":1}";
    }

    private static String longNames(int number) {
        return IntStream.range(0, LARGE / LONG_NAME - 1)
                .mapToObj(i -> "\"" + number + "-" + i + "n".repeat(LONG_NAME) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String fields(int number) {
        return shortFields(Integer.toString(number, 36) + "-", LARGE / 12);
    }

    private static String nested(int number) {
        String object = "[".repeat(990) + "]".repeat(990);
        return "{\"GroupId\":\"abuse\""
                + IntStream.range(0, LARGE / 2100)
                        .mapToObj(i -> ",\"" + i + "-" + number + "\":" + object)
                        .collect(Collectors.joining())
                + "}";
    }
}
