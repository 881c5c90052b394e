package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.SelfSigned;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** TLS and SASL to a real broker, configured only with the properties of Kafka's clients. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class KafkaSecurityIT {
    /** It has characters with a meaning in Quarkus' configuration or in a shell. */
    private static final String PASSWORD = "hush$scram$$a{b}${HOME}${nothing}\\c";

    private static final String TOPIC = "im.group.after-topic-info-changed";
    private static final String BODY = "{\"GroupId\":\"@TGS#secured\"}";

    private record Login(String mechanism, String module, Map<String, String> more) {}

    private static final String SECURITY = "org.apache.kafka.common.security.";
    private static final String USER = " required username=\"bridge\" password=\"" + quoted(PASSWORD) + "\";";

    /** An unsigned token, which only a test accepts. */
    private static final Login TOKEN = new Login(
            "OAUTHBEARER",
            SECURITY + "oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"bridge\";",
            Map.of(
                    "KAFKA_SASL_LOGIN_CALLBACK_HANDLER_CLASS",
                    SECURITY + "oauthbearer.internals.unsecured.OAuthBearerUnsecuredLoginCallbackHandler"));

    private static final List<Login> LOGINS = List.of(
            new Login("SCRAM-SHA-512", SECURITY + "scram.ScramLoginModule" + USER, Map.of()),
            new Login("PLAIN", SECURITY + "plain.PlainLoginModule" + USER, Map.of()),
            TOKEN);

    @TempDir
    private Path directory;

    @Test
    void events_reach_a_broker_that_asks_for_tls_and_a_password_or_a_token() throws Exception {
        SelfSigned certificate = new SelfSigned(directory);
        Path trusted = directory.resolve("broker.pem");
        certificate.writeCertificate(trusted);
        int secured = freePort();
        try (LocalBroker broker =
                broker(secured, freePort(), freePort(), certificate).start()) {
            addUser(broker);
            for (Login login : LOGINS) {
                Map<String, String> environment = environment(secured, trusted, login);
                // Without an outbox, OK means that Kafka has the record.
                environment.put("BRIDGE_OUTBOX_ENABLED", "false");
                try (ServiceProcess service = new ServiceProcess("kafka-security", environment).start()) {
                    await(login.mechanism())
                            .atMost(Duration.ofMinutes(1))
                            .until(() ->
                                    post(service.port(), query(COMMAND), BODY).statusCode() == 200);
                    assertThat(service.log()).doesNotContain("hush");
                    assertThat(service.errors())
                            .as("but for callbacks that came before the first connection")
                            .allMatch(line -> line.contains("Callbacks are being refused reason=not-kept"));
                }
            }
        }
    }

    @Test
    void a_trust_store_that_was_replaced_counts_without_a_restart() throws Exception {
        SelfSigned certificate = new SelfSigned(Files.createDirectory(directory.resolve("own")));
        SelfSigned stranger = new SelfSigned(Files.createDirectory(directory.resolve("stranger")));
        Path trusted = directory.resolve("trusted.pem");
        stranger.writeCertificate(trusted);
        int secured = freePort();
        Map<String, String> environment = environment(secured, trusted, TOKEN);
        try (LocalBroker broker =
                        broker(secured, freePort(), freePort(), certificate).start();
                ServiceProcess service = new ServiceProcess("kafka-trust", environment).start()) {
            assertThat(post(service.port(), query(COMMAND), BODY).statusCode()).isEqualTo(200);
            awaitUnreachable(service);

            certificate.writeCertificate(trusted);

            assertThat(new KafkaTopics(broker.bootstrapServers()).first(1, TOPIC))
                    .hasSize(1);
        }
    }

    @Test
    void a_certificate_that_the_broker_renews_while_callbacks_flow_counts_once_it_is_trusted() throws Exception {
        SelfSigned before = new SelfSigned(Files.createDirectory(directory.resolve("before")));
        SelfSigned after = new SelfSigned(Files.createDirectory(directory.resolve("after")));
        Path trusted = directory.resolve("trusted.pem");
        before.writeCertificate(trusted);
        int secured = freePort();
        int open = freePort();
        int controller = freePort();
        Map<String, String> environment = environment(secured, trusted, TOKEN);
        try (ServiceProcess service = new ServiceProcess("kafka-renewed", environment).start()) {
            try (LocalBroker broker = broker(secured, open, controller, before).start()) {
                send(service, 100);
                assertThat(new KafkaTopics(broker.bootstrapServers()).first(100, TOPIC))
                        .hasSize(100);
                send(service, 100);
            }
            try (LocalBroker renewed = broker(secured, open, controller, after).start()) {
                send(service, 100);
                awaitUnreachable(service);
                assertThat(service.log().lines().count()).as("lines of log").isLessThan(100);

                after.writeCertificate(trusted);

                assertThat(new KafkaTopics(renewed.bootstrapServers()).first(100, TOPIC))
                        .hasSizeGreaterThanOrEqualTo(100);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> service.log().contains("Kafka reachable again after="));
            }
        }
    }

    private static void send(ServiceProcess service, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(post(service.port(), query(COMMAND), BODY).statusCode()).isEqualTo(200);
        }
    }

    private static void awaitUnreachable(ServiceProcess service) {
        Pattern line = Pattern.compile("Kafka unreachable since=\\S+ reason=ssl-authentication ");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> line.matcher(service.log()).find());
    }

    private static Map<String, String> environment(int secured, Path trusted, Login login) {
        Map<String, String> environment = new HashMap<>(login.more());
        environment.put("BRIDGE_VERIFY_APP_IDS", APP);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + secured);
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM");
        environment.put("KAFKA_SSL_TRUSTSTORE_LOCATION", trusted.toString());
        environment.put("KAFKA_SASL_MECHANISM", login.mechanism());
        environment.put("KAFKA_SASL_JAAS_CONFIG", login.module());
        return environment;
    }

    /** It is open on one port for the test, and on another port requires TLS and a password. */
    private static LocalBroker broker(int secured, int open, int controller, SelfSigned certificate) {
        return new LocalBroker(BrokerSettings.defaults()
                .withPort(open)
                .withLog(Path.of("target", "secured-broker.log"))
                .withProperty(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:" + open + ",SECURED://127.0.0.1:" + secured + ",CONTROLLER://127.0.0.1:"
                                + controller)
                .withProperty(
                        "advertised.listeners", "PLAINTEXT://localhost:" + open + ",SECURED://localhost:" + secured)
                .withProperty("controller.quorum.voters", "1@127.0.0.1:" + controller)
                .withProperty(
                        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL")
                .withProperty("inter.broker.listener.name", "PLAINTEXT")
                .withProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN,OAUTHBEARER")
                .withProperty(
                        "listener.name.secured.plain.sasl.jaas.config",
                        SECURITY + "plain.PlainLoginModule required user_bridge=\"" + quoted(PASSWORD) + "\";")
                .withProperty(
                        "listener.name.secured.oauthbearer.sasl.jaas.config",
                        SECURITY + "oauthbearer.OAuthBearerLoginModule required;")
                .withProperty(
                        "listener.name.secured.oauthbearer.sasl.server.callback.handler.class",
                        SECURITY + "oauthbearer.internals.unsecured.OAuthBearerUnsecuredValidatorCallbackHandler")
                .withProperty(
                        "listener.name.secured.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;")
                .withProperty("ssl.keystore.type", "PKCS12")
                .withProperty("ssl.keystore.location", certificate.keyStore().toString())
                .withProperty("ssl.keystore.password", SelfSigned.PASSWORD)
                .withProperty("ssl.key.password", SelfSigned.PASSWORD));
    }

    /** The text in the form that JAAS requires inside quotes, for the service and for the broker. */
    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static void addUser(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("bridge", scram, PASSWORD)))
                    .all()
                    .get();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
