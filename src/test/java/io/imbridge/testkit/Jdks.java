package io.imbridge.testkit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Java installations on this machine on which the service must run. */
public final class Jdks {
    private static final int OLDEST = 17;
    private static final int NEWEST = 25;

    /**
     * An installation.
     *
     * @param home the directory that {@code JAVA_HOME} would name
     * @param version its version
     */
    public record Jdk(Path home, Runtime.Version version) {
        public Path java() {
            return home.resolve(Path.of("bin", "java"));
        }

        @Override
        public String toString() {
            return version.toString();
        }
    }

    private Jdks() {}

    /** The installation of this JVM. */
    public static Jdk own() {
        return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version());
    }

    /**
     * This JVM's installation, and one of each other version that is beside it or that a variable {@code JAVA_HOME_…}
     * names.
     */
    public static Collection<Jdk> all() {
        Jdk own = own();
        Map<Integer, Jdk> byVersion = new TreeMap<>(Map.of(own.version().feature(), own));
        Stream.concat(named(), beside(own.home()).stream())
                .map(Jdks::read)
                .flatMap(Optional::stream)
                .filter(jdk ->
                        jdk.version().feature() >= OLDEST && jdk.version().feature() <= NEWEST)
                .forEach(jdk -> byVersion.putIfAbsent(jdk.version().feature(), jdk));
        return byVersion.values();
    }

    private static Stream<Path> named() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME_"))
                .map(variable -> Path.of(variable.getValue()));
    }

    private static Collection<Path> beside(Path home) {
        try (Stream<Path> siblings = Files.list(home.getParent())) {
            return siblings.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<Jdk> read(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(release)) {
            Properties properties = new Properties();
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
            Jdk jdk = new Jdk(home, Runtime.Version.parse(version));
            return Files.isExecutable(jdk.java()) ? Optional.of(jdk) : Optional.empty();
        } catch (IOException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }
}
