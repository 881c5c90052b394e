package io.imbridge.dev;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The class path for a broker's own JVM, determined from within this JVM.
 *
 * <p>Dev mode and the tests load the jars through class loaders of their own, so the property {@code java.class.path}
 * contains few of them. But every class loader can find a file that all jars contain, and with it the jars.
 */
final class KafkaClassPath {
    private static final String IN_EVERY_JAR = "META-INF/MANIFEST.MF";

    private KafkaClassPath() {}

    /** Our own classes and every jar except Quarkus' own jars, whose logging would swallow the broker's. */
    static String find() {
        try {
            Set<String> entries = new LinkedHashSet<>();
            entries.add(ownClasses().toString());
            for (URL manifest :
                    Collections.list(BrokerProcess.class.getClassLoader().getResources(IN_EVERY_JAR))) {
                if (manifest.openConnection() instanceof JarURLConnection connection) {
                    Path jar = Path.of(connection.getJarFileURL().toURI());
                    if (!jar.getFileName().toString().startsWith("quarkus-")) {
                        entries.add(jar.toString());
                    }
                }
            }
            return String.join(File.pathSeparator, entries);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path ownClasses() throws URISyntaxException {
        return Path.of(BrokerProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
