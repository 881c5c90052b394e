package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.TcpRelay;
import io.imbridge.testkit.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A network device between the service and Kafka silently drops connections that were quiet. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ForgottenConnectionIT {
    @Test
    void without_an_outbox_that_costs_one_callback_at_most() {
        int port = FreePorts.next();
        try (TcpRelay wire = new TcpRelay(port);
                LocalBroker broker = new LocalBroker(BrokerSettings.defaults()
                                .withPort(port)
                                .withProperty("advertised.listeners", "PLAINTEXT://localhost:" + wire.port()))
                        .start();
                ServiceProcess service = service(wire).start()) {
            assertThat(broker).isNotNull();
            await().atMost(Duration.ofMinutes(1)).pollInSameThread().until(() -> send(service) == 200);

            wire.forget();

            assertThat(IntStream.range(0, 10).filter(i -> send(service) != 200).count())
                    .as("callbacks refused")
                    .isLessThanOrEqualTo(1);
        }
    }

    private static int send(ServiceProcess service) {
        return post(service.port(), query(COMMAND), "{\"GroupId\":\"g\"}").statusCode();
    }

    private static ServiceProcess service(TcpRelay wire) {
        return new ServiceProcess(
                "forgotten",
                Map.of(
                        "BRIDGE_VERIFY_APP_IDS",
                        APP,
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "localhost:" + wire.port(),
                        "BRIDGE_OUTBOX_ENABLED",
                        "false"));
    }
}
