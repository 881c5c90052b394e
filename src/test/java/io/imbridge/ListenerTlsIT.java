package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.testkit.Http;
import io.imbridge.testkit.SelfSigned;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.TlsHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS on the public port, set up as in docs/deploy.md: two PEM files that are renewed without a restart, and no plain
 * HTTP.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ListenerTlsIT {
    private static final String BODY = "{\"GroupId\":\"g\"}";

    @TempDir
    private Path directory;

    @Test
    void the_certificate_is_renewed_without_a_restart_and_http_is_off() throws Exception {
        SelfSigned first = new SelfSigned(directory);
        SelfSigned second = new SelfSigned(directory);
        Path certificate = directory.resolve("tls.crt");
        Path key = directory.resolve("tls.key");
        first.writeCertificate(certificate);
        first.writeKey(key);
        Map<String, String> environment = Map.of(
                "BRIDGE_VERIFY_APP_IDS", APP,
                "BRIDGE_RECEIVE_ANSWER_BUDGET", "100ms",
                "BRIDGE_RECEIVE_READ_TIMEOUT", "500ms",
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                "QUARKUS_TLS__PUBLIC__KEY_STORE_PEM__0__CERT", certificate.toString(),
                "QUARKUS_TLS__PUBLIC__KEY_STORE_PEM__0__KEY", key.toString(),
                "QUARKUS_TLS__PUBLIC__RELOAD_PERIOD", "5s",
                "QUARKUS_HTTP_TLS_CONFIGURATION_NAME", "public",
                "QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
        try (ServiceProcess service = new ServiceProcess("tls", environment).start()) {
            int port = service.port();
            assertThat(post(port, first)).startsWith("HTTP/1.1 200 ").endsWith("\"ErrorCode\":0}");
            assertThat(TlsHttp.trusting(first).exchange(port, "POST / HT")).startsWith("HTTP/1.1 400 ");
            assertThatThrownBy(() -> Http.post(service.port(), query(COMMAND), BODY))
                    .isInstanceOf(UncheckedIOException.class);

            second.writeKey(key);
            second.writeCertificate(certificate);

            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> shows(port, second));
            assertThat(post(port, second)).startsWith("HTTP/1.1 200 ");
        }
    }

    private static String post(int port, SelfSigned trusted) throws IOException, GeneralSecurityException {
        return TlsHttp.trusting(trusted).post(port, query(COMMAND), BODY);
    }

    private static boolean shows(int port, SelfSigned expected) throws GeneralSecurityException {
        try (SSLSocket socket = TlsHttp.trusting(expected).connect(port)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.equals(expected.certificate());
        } catch (IOException another) {
            return false;
        }
    }
}
