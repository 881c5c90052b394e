package io.imbridge.deploy;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.get;
import static io.imbridge.testkit.Http.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The rights in the runbook are sufficient for an instance that only keeps profiles. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ProfilesRightsIT {
    private static final String ACCOUNT = "profiles";
    private static final String PASSWORD = "hush";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final Duration LONG = Duration.ofSeconds(90);

    private final int guarded = FreePorts.next();
    private final int managementPort = FreePorts.next();

    @TempDir
    private Path directory;

    @Test
    void an_account_that_gets_them_late_makes_profiles_of_what_it_has_missed() throws Exception {
        List<AclBinding> rights = DocumentedRights.of(ACCOUNT);
        assertThat(rights).hasSizeGreaterThan(10);
        try (LocalBroker broker = broker().start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                ChildProcess keeper = keeper()) {
            await().atMost(LONG)
                    .until(() -> keeper.log().contains("Profiles are not kept")
                            && keeper.log().contains("authoriz"));
            sendFromAnother(broker);

            admin.createAcls(rights).all().get();

            await().atMost(LONG).until(() -> get(managementPort, "/profiles/group?app=" + APP + "&id=walkers")
                    .body()
                    .contains("\"name\":\"Walkers\""));
            assertThat(keeper.log()).contains("Profiles are kept again after=");
        }
    }

    /** Sends a callback to another instance, and ends when Kafka has it. */
    private static void sendFromAnother(LocalBroker broker) {
        Map<String, String> environment = Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                APP,
                "BRIDGE_OUTBOX_ENABLED",
                "false",
                "KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers());
        try (ServiceProcess receiver = new ServiceProcess("rights", environment).start()) {
            await().atMost(LONG)
                    .until(() -> post(
                                            receiver.port(),
                                            query("Group.CallbackAfterCreateGroup"),
                                            "{\"GroupId\":\"walkers\",\"Type\":\"Community\",\"Name\":\"Walkers\"}")
                                    .statusCode()
                            == 200);
        }
    }

    /** An instance as in deploy/kubernetes/overlays/profiles: without an app, a token or a public port. */
    private ChildProcess keeper() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "BRIDGE_RECEIVE_ENABLED",
                "false",
                "BRIDGE_PROFILES_ENABLED",
                "true",
                ServiceProcess.JSON_LOG,
                "false",
                "QUARKUS_MANAGEMENT_PORT",
                Integer.toString(managementPort),
                "KAFKA_BOOTSTRAP_SERVERS",
                "localhost:" + guarded,
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "KAFKA_SASL_MECHANISM",
                "PLAIN",
                "KAFKA_SASL_JAAS_CONFIG",
                LOGIN + "username=\"" + ACCOUNT + "\" password=\"" + PASSWORD + "\";"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                ServiceProcess.PACKAGE.resolve("quarkus-run.jar").toString());
        return ChildProcess.start(command, environment, directory, directory.resolve("keeper.log"));
    }

    /** A broker that is open on one port, and on another port checks accounts and their rights. */
    private LocalBroker broker() {
        int open = FreePorts.next();
        int controller = FreePorts.next();
        return new LocalBroker(BrokerSettings.defaults()
                .withPort(open)
                .withLog(Path.of("target", "rights-broker.log"))
                .withProperty(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:" + open + ",GUARDED://127.0.0.1:" + guarded + ",CONTROLLER://127.0.0.1:"
                                + controller)
                .withProperty(
                        "advertised.listeners", "PLAINTEXT://localhost:" + open + ",GUARDED://localhost:" + guarded)
                .withProperty("controller.quorum.voters", "1@127.0.0.1:" + controller)
                .withProperty(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,GUARDED:SASL_PLAINTEXT")
                .withProperty("inter.broker.listener.name", "PLAINTEXT")
                .withProperty("sasl.enabled.mechanisms", "PLAIN")
                .withProperty(
                        "listener.name.guarded.plain.sasl.jaas.config",
                        LOGIN + "user_" + ACCOUNT + "=\"" + PASSWORD + "\";")
                .withProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withProperty("super.users", "User:ANONYMOUS"));
    }
}
