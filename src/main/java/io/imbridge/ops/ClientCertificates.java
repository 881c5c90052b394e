package io.imbridge.ops;

import io.imbridge.callback.CannotStart;
import io.quarkus.tls.runtime.TrustAllOptions;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig.InsecureRequests;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Admits to the public port only clients that show a certificate, if the port's TLS configuration has a trust store.
 *
 * <p>Quarkus' own setting for this, {@code quarkus.http.ssl.client-auth}, takes effect only at build time. A trust
 * store on this port has no other purpose, so it serves as the setting here.
 */
@Singleton
final class ClientCertificates implements HttpServerOptionsCustomizer {
    private static final Logger LOG = Logger.getLogger(ClientCertificates.class);

    private final VertxHttpConfig server;

    ClientCertificates(VertxHttpConfig server) {
        this.server = server;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (!asksForOne(options.getTrustOptions())) {
            return;
        }
        if (server.insecureRequests().orElse(InsecureRequests.ENABLED) == InsecureRequests.ENABLED) {
            throw CannotStart.because("The public port's TLS configuration has a trust store, so that callers must show"
                    + " a certificate, but plain HTTP asks for none: set quarkus.http.insecure-requests"
                    + " (QUARKUS_HTTP_INSECURE_REQUESTS) to disabled.");
        }
        options.setClientAuth(ClientAuth.REQUIRED);
        LOG.info("Client certificates required");
    }

    private static boolean asksForOne(@Nullable TrustOptions trusted) {
        return trusted != null && !(trusted instanceof TrustAllOptions);
    }
}
