package io.imbridge.receive;

import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.port;
import static io.imbridge.testkit.Callbacks.query;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile HTTP/2, frame by frame. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(HostileHttp2Test.OverHttp2.class)
class HostileHttp2Test {
    private static final String BODY = "{\"GroupId\":\"g\"}";

    @ParameterizedTest
    @ValueSource(strings = {"15", "x", "-1", "99999999999999999999"})
    void over_http_2_a_length_is_no_reason_for_a_fault_of_our_own(String length) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(http2(length));
            socket.getOutputStream().flush();
            socket.shutdownOutput();

            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(answer).isNotEmpty().doesNotContain("10150");
        }
    }

    /**
     * The beginning of a request in HTTP/2 with prior knowledge: preface, settings, the head with its length, a body.
     */
    private static byte[] http2(String length) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        String[] head = {":method", "POST", ":scheme", "http", ":path", "/?" + query(COMMAND), ":authority", "x"};
        for (int i = 0; i < head.length; i += 2) {
            literal(block, head[i], head[i + 1]);
        }
        literal(block, "content-length", length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(all, 4, 0, 0, new byte[0]);
        frame(all, 1, 4, 1, block.toByteArray());
        frame(all, 0, 1, 1, BODY.getBytes(US_ASCII));
        return all.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) throws IOException {
        block.write(0);
        block.write(name.length());
        block.write(name.getBytes(US_ASCII));
        block.write(value.length());
        block.write(value.getBytes(US_ASCII));
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.write(new byte[] {0, (byte) (payload.length >> 8), (byte) payload.length, (byte) type, (byte) flags});
        out.write(new byte[] {0, 0, 0, (byte) stream});
        out.write(payload);
    }

    /** HTTP/2, which is off unless an operator switches it on. */
    public static class OverHttp2 implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "bridge.receive.read-timeout", "500ms",
                    "bridge.receive.idle-timeout", "1s",
                    "quarkus.http.http2", "true");
        }
    }
}
