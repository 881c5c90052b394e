package io.imbridge.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.imbridge.testkit.SelfSigned;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server without a certificate that Java trusts receives nothing, because each request would contain the signature.
 */
class VendorTlsTest {
    @TempDir
    private Path directory;

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext("/", exchange -> requests.incrementAndGet());
        server.start();
        try {
            String url = "https://localhost:" + server.getAddress().getPort();
            VendorSettings.App app = VendorRig.app(url, VendorRig.key(directory, VendorRig.KEY));
            RestCall call = new RestCall(
                    HttpClient.newHttpClient(), VendorRig.APP, app, Duration.ofSeconds(20), Clock.systemUTC());
            VendorApi api = new VendorApi(call, app, 20, VendorRig.FAST);

            assertThatThrownBy(() -> api.groupInfo(List.of("g")))
                    .isInstanceOf(VendorException.class)
                    .hasMessageStartingWith("localhost cannot be asked: SSLHandshakeException");
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    private SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        char[] password = SelfSigned.PASSWORD.toCharArray();
        try (InputStream store = Files.newInputStream(new SelfSigned(directory).keyStore())) {
            keys.load(store, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
