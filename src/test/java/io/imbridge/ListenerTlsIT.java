package io.imbridge;

import static io.imbridge.testkit.Callbacks.APP;
import static io.imbridge.testkit.Callbacks.COMMAND;
import static io.imbridge.testkit.Callbacks.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.testkit.Http;
import io.imbridge.testkit.SelfSigned;
import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS on the public port, as the README sets it up: two PEM files, renewed without a restart, and no plain HTTP. */
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
            assertThat(send(port, first, "POST / HT")).startsWith("HTTP/1.1 400 ");
            assertThatThrownBy(() -> Http.post(service.port(), query(COMMAND), BODY))
                    .isInstanceOf(UncheckedIOException.class);

            second.writeKey(key);
            second.writeCertificate(certificate);

            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> shows(port, second));
            assertThat(post(port, second)).startsWith("HTTP/1.1 200 ");
        }
    }

    private static String post(int port, SelfSigned trusted) throws IOException, GeneralSecurityException {
        return send(
                port,
                trusted,
                "POST /?" + query(COMMAND) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Length: 15\r\n\r\n" + BODY);
    }

    private static String send(int port, SelfSigned trusted, String request)
            throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(port, trusted)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static boolean shows(int port, SelfSigned expected) throws GeneralSecurityException {
        try (SSLSocket socket = connect(port, expected)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.equals(expected.certificate());
        } catch (IOException another) {
            return false;
        }
    }

    private static SSLSocket connect(int port, SelfSigned trusted) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(20_000);
        SSLParameters both = socket.getSSLParameters();
        both.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(both);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isNotEqualTo("h2");
        return socket;
    }
}
