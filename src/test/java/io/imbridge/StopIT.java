package io.imbridge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The packaged service is told to stop. */
@ResourceLock(Usage.CORES)
class StopIT {
    private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";
    private static final String BODY = "{\"GroupId\":\"@TGS#stop\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void requests_in_flight_are_answered_and_no_new_connection_is_taken() throws Exception {
        try (ServiceProcess service = service()) {
            service.start();
            List<Socket> inFlight = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket("127.0.0.1", service.port());
                socket.setSoTimeout((int) PATIENCE.toMillis());
                send(socket, head("Group.CallbackAfterGroupInfoChanged") + BODY.substring(0, 5));
                inFlight.add(socket);
            }
            Socket idle = new Socket("127.0.0.1", service.port());
            idle.setSoTimeout((int) PATIENCE.toMillis());
            send(idle, head("Group.CallbackAfterGroupInfoChanged") + BODY);
            assertThat(answer(idle)).startsWith("HTTP/1.1 200").endsWith(OK);

            service.terminate();
            await().until(() -> refusesConnections(service.port()));
            for (Socket socket : inFlight) {
                send(socket, BODY.substring(5));
            }

            for (Socket socket : inFlight) {
                assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith(OK);
                socket.close();
            }
            assertThat(service.awaitExit(PATIENCE)).isIn(0, 143);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            idle.close();
        }
    }

    private static ServiceProcess service() {
        return new ServiceProcess(
                "stop",
                Map.of("BRIDGE_VERIFY_APP_IDS", Callbacks.APP, "KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers()));
    }

    private static String head(String command) {
        return "POST /?" + Callbacks.query(command) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + BODY.length()
                + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("}")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            answer.append(new String(new byte[] {(byte) next}, UTF_8));
        }
        return answer.toString();
    }

    private static boolean refusesConnections(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }
}
