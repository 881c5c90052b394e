package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes over a TLS socket to this machine. It would use HTTP/2 if the server did.
 *
 * @param trusted the certificate that the server must show
 * @param own the certificate for the server if it asks; null for none
 */
public record TlsHttp(SelfSigned trusted, @Nullable SelfSigned own) {
    private static final int PATIENCE_MILLISECONDS = 20_000;

    /** A client without a certificate. */
    public static TlsHttp trusting(SelfSigned trusted) {
        return new TlsHttp(trusted, null);
    }

    /** The same client, with a certificate. */
    public TlsHttp showing(SelfSigned certificate) {
        return new TlsHttp(trusted, certificate);
    }

    /** Posts a callback to the usual path, and returns the whole answer. */
    public String post(int port, String query, String body) throws IOException, GeneralSecurityException {
        return exchange(
                port,
                "POST /?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + "Content-Length: "
                        + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
    }

    /** Sends a request, and reads until the server closes the connection. */
    public String exchange(int port, String request) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(port)) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** A connection whose handshake is complete on this side. */
    public SSLSocket connect(int port) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        SSLParameters both = socket.getSSLParameters();
        both.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(both);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isNotEqualTo("h2");
        return socket;
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : keys(own), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keys(SelfSigned own) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(own.keyStore())) {
            store.load(in, SelfSigned.PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, SelfSigned.PASSWORD.toCharArray());
        return keys.getKeyManagers();
    }
}
