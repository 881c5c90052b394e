package io.imbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.sqlite.SQLiteJDBCLoader;

/** The jars in the image have only the native libraries of their system. */
class SlimImageTest {
    private static final Path SCRIPT = Path.of("src", "main", "docker", "slim.sh");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    /** Loads both libraries, in a process with the slim jars. */
    public static final class Loads {
        private Loads() {}

        /** Prints a line when it is done. */
        public static void main(String[] none) throws Exception {
            RocksDB.loadLibrary();
            SQLiteJDBCLoader.initialize();
            System.out.println("both are loaded");
        }
    }

    @Test
    void a_jar_of_the_image_is_small_and_its_library_can_be_loaded() throws Exception {
        Path rocksdb = copy("rocksdbjni-", "org.rocksdb.");
        Path sqlite = copy("sqlite-jdbc-", "org.xerial.");

        run(List.of("sh", SCRIPT.toAbsolutePath().toString(), directory.toString()));

        assertThat(Files.size(rocksdb) + Files.size(sqlite)).isLessThan(10_000_000);
        String classPath = Stream.of(
                        rocksdb, sqlite, Path.of("target", "test-classes").toAbsolutePath(), jar("slf4j-api-"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(run(List.of(
                        JAVA.resolve("java").toString(),
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        classPath,
                        Loads.class.getName())))
                .contains("both are loaded");
    }

    private Path copy(String name, String prefix) throws Exception {
        Path jar = jar(name);
        return Files.copy(jar, directory.resolve(prefix + jar.getFileName()));
    }

    private static Path jar(String name) {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private String run(List<String> command) throws Exception {
        Path log = directory.resolve("log");
        Map<String, String> path = Map.of("PATH", JAVA + File.pathSeparator + System.getenv("PATH"));
        try (ChildProcess process = ChildProcess.start(command, path, directory, log)) {
            assertThat(process.awaitExit(PATIENCE)).as(process.log()).isZero();
            return process.log();
        }
    }
}
