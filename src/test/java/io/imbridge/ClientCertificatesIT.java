package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.Http.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.testkit.Http;
import io.imbridge.testkit.SelfSigned;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.TlsHttp;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The vendor's mutual TLS, set up as in docs/deploy.md: a trust store in PEM that is renewed without a restart. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ClientCertificatesIT {
    private static final Duration EXIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private SelfSigned server;
    private SelfSigned vendor;
    private SelfSigned stranger;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void configure() throws IOException, GeneralSecurityException {
        server = new SelfSigned(directory);
        vendor = new SelfSigned(directory);
        stranger = new SelfSigned(directory);
        Path certificate = directory.resolve("tls.crt");
        Path key = directory.resolve("tls.key");
        server.writeCertificate(certificate);
        server.writeKey(key);
        vendor.writeCertificate(trusted());
        environment.putAll(Map.of(
                "BRIDGE_VERIFY_APP_IDS",
                APP,
                "KAFKA_BOOTSTRAP_SERVERS",
                "localhost:1",
                "QUARKUS_TLS__PUBLIC__KEY_STORE_PEM__0__CERT",
                certificate.toString(),
                "QUARKUS_TLS__PUBLIC__KEY_STORE_PEM__0__KEY",
                key.toString(),
                "QUARKUS_TLS__PUBLIC__TRUST_STORE_PEM_CERTS",
                trusted().toString(),
                "QUARKUS_TLS__PUBLIC__RELOAD_PERIOD",
                "5s",
                "QUARKUS_HTTP_TLS_CONFIGURATION_NAME",
                "public",
                "QUARKUS_HTTP_INSECURE_REQUESTS",
                "disabled"));
    }

    private Path trusted() {
        return directory.resolve("vendor.pem");
    }

    @Test
    void only_who_shows_a_certificate_of_the_trust_store_is_let_in_and_the_inside_needs_none() throws Exception {
        try (ServiceProcess service = new ServiceProcess("client-certificates", environment).start()) {
            assertThat(post(service, TlsHttp.trusting(server).showing(vendor)))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\"ErrorCode\":0}");
            assertKeptOut(service, TlsHttp.trusting(server));
            assertKeptOut(service, TlsHttp.trusting(server).showing(stranger));
            assertThatThrownBy(() -> Http.post(service.port(), query(COMMAND), "{}"))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(get(service.managementPort(), "/q/health/live").statusCode())
                    .isEqualTo(200);
            assertThat(get(service.managementPort(), "/q/metrics").body())
                    .contains("bridge_callbacks_total{app=\"" + APP + "\",command=\"" + COMMAND
                            + "\",outcome=\"ok\"} 1.0");
            assertThat(service.log())
                    .containsOnlyOnce("Client certificates required")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void a_trust_store_that_was_replaced_counts_without_a_restart() throws Exception {
        environment.put("QUARKUS_TLS__PUBLIC__RELOAD_PERIOD", "5s");
        try (ServiceProcess service = new ServiceProcess("client-trust", environment).start()) {
            TlsHttp first = TlsHttp.trusting(server).showing(vendor);
            TlsHttp second = TlsHttp.trusting(server).showing(stranger);
            awaitLetIn(service, first);
            assertKeptOut(service, second);

            stranger.writeCertificate(trusted());

            awaitLetIn(service, second);
            assertKeptOut(service, first);
        }
    }

    @Test
    void it_does_not_start_with_a_way_in_beside_that_asks_for_no_certificate() {
        environment.remove("QUARKUS_HTTP_INSECURE_REQUESTS");
        try (ServiceProcess service = new ServiceProcess("client-certificates-refused", environment)) {
            assertThat(service.tryStart()).as("listens").isFalse();
            assertThat(service.awaitExit(EXIT)).isEqualTo(1);
            assertThat(service.log())
                    .containsOnlyOnce("cannot start")
                    .contains("QUARKUS_HTTP_INSECURE_REQUESTS")
                    .doesNotContain("\tat ", "Exception");
        }
    }

    private static String post(ServiceProcess service, TlsHttp caller) throws IOException, GeneralSecurityException {
        return caller.post(service.port(), query(COMMAND), "{\"GroupId\":\"g\"}");
    }

    /** With TLS 1.3 the caller's side of the handshake ends first, so the failure shows only with the first read. */
    private static void assertKeptOut(ServiceProcess service, TlsHttp caller) {
        assertThatThrownBy(() -> post(service, caller)).isInstanceOf(IOException.class);
    }

    /** A connection that begins at the moment of a reload may be cut, so this tries again. */
    private static void awaitLetIn(ServiceProcess service, TlsHttp caller) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> isLetIn(service, caller));
    }

    private static boolean isLetIn(ServiceProcess service, TlsHttp caller) throws GeneralSecurityException {
        try {
            return post(service, caller).startsWith("HTTP/1.1 200 ");
        } catch (IOException keptOut) {
            return false;
        }
    }
}
