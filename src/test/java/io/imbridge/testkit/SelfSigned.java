package io.imbridge.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A new key with a self-signed certificate for this machine, as files. */
public final class SelfSigned {
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "key";

    private final Path keyStore;
    private final X509Certificate certificate;

    /** Makes a key and its certificate; the files are in a new directory below {@code directory}. */
    public SelfSigned(Path directory) {
        try {
            Path files = Files.createTempDirectory(directory, "certificate");
            keyStore = files.resolve("key.p12");
            keytool(files);
            certificate = (X509Certificate) load().getCertificate(ALIAS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void keytool(Path files) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD);
        try (ChildProcess keytool = ChildProcess.start(command, Map.of(), files, files.resolve("keytool.log"))) {
            if (keytool.awaitExit(Duration.ofMinutes(1)) != 0) {
                throw new IllegalStateException(keytool.log());
            }
        }
    }

    /** A PKCS #12 file with the key and the certificate, protected by {@link #PASSWORD}. */
    public Path keyStore() {
        return keyStore;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Writes the certificate. */
    public void writeCertificate(Path pem) throws IOException, GeneralSecurityException {
        write(pem, "CERTIFICATE", certificate.getEncoded());
    }

    /** Writes the key. */
    public void writeKey(Path pem) throws IOException, GeneralSecurityException {
        write(pem, "PRIVATE KEY", load().getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(Path pem, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(pem, "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
