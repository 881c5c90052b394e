package io.imbridge.abuse;

import static io.imbridge.abuse.Requests.LARGE;
import static io.imbridge.abuse.Requests.callback;
import static io.imbridge.abuse.Requests.chunked;
import static io.imbridge.abuse.Requests.line;
import static io.imbridge.abuse.Requests.signed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Attacks with bodies that are larger than they seem, or invalid. */
final class BodyAttacks {
    private static final int CONNECTIONS = 4;
    private static final int UNPACKED = 64 * LARGE;
    private static final int MOST_LARGE = 500;
    private static final int MOST_FLOODS = 2000;

    private BodyAttacks() {}

    static Stream<AttackMethod> all() {
        return Stream.of(
                new AttackMethod("sends bodies in chunks of one byte", BodyAttacks::sendOneByteChunks)
                        .sendingAtLeast(12),
                new AttackMethod("sends a thousandfold packed bodies", BodyAttacks::sendPacked),
                new AttackMethod("floods with invalid JSON", attack -> flood(attack, () -> callback("{\"GroupId\":"))),
                new AttackMethod(
                        "floods with invalid JSON and a token",
                        attack -> flood(attack, () -> signed("{\"GroupId\":"))));
    }

    private static void sendOneByteChunks(Attack attack) {
        String large = chunked() + "1\r\n{\r\n" + "1\r\n \r\n".repeat(LARGE * 9 / 10) + "1\r\n}\r\n0\r\n\r\n";
        byte[] request = large.getBytes(ISO_8859_1);
        attack.again(CONNECTIONS, MOST_LARGE, connection -> {
            connection.send(request);
            connection.expect(200, 400, 429, 503);
        });
    }

    /** Nobody decompresses the body: it is refused because it is compressed, or because of its size. */
    private static void sendPacked(Attack attack) {
        byte[] body = packed();
        String head = line() + "Content-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n";
        attack.again(CONNECTIONS, MOST_LARGE, connection -> {
            while (attack.goesOn(MOST_LARGE)) {
                connection.send(head);
                connection.send(body);
                connection.expect(400, 413, 415, 429);
            }
        });
    }

    private static byte[] packed() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[LARGE];
            for (int length = 0; length < UNPACKED; length += zeros.length) {
                packing.write(zeros);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** A body that is not JSON ends its connection. */
    private static void flood(Attack attack, Supplier<String> request) {
        attack.again(CONNECTIONS, MOST_FLOODS, connection -> {
            connection.send(request.get());
            connection.expect(400);
        });
    }
}
