package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real PostgreSQL server, from Debian's package, with an empty database {@code im} whose user is {@code im}.
 *
 * <p>It listens only on the loopback interface, and accepts every user without a password. It refuses to run as root,
 * so in root's tests it runs as the package's user. It may be killed and started again, and then has the same port and
 * the same data.
 */
public final class Postgres implements AutoCloseable {
    private static final Path PACKAGE = Path.of("/usr/lib/postgresql");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path programs = programs();
    private final Path directory = temporaryDirectory();
    private final Path data = directory.resolve("data");
    private final int port = FreePorts.next();
    private ChildProcess server;

    /** Creates the database and starts the server. */
    public Postgres() {
        List<String> initialize = command(
                "initdb", "-D", data.toString(), "-U", "im", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        try (ChildProcess program = run(initialize)) {
            if (program.awaitExit(PATIENCE) != 0) {
                throw new IllegalStateException(program.log());
            }
        }
        start();
        execute("CREATE DATABASE im", "postgres");
    }

    /** Starts the server, and returns when it responds. */
    public void start() {
        server = run(command(
                "postgres",
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off"));
        Awaitility.await(server.toString())
                .atMost(PATIENCE)
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    connect("postgres").close();
                    return true;
                });
    }

    /** Ends all its processes at once, as {@code kill -9} does. */
    public void kill() {
        server.close();
    }

    public int port() {
        return port;
    }

    /** A new connection to the database. */
    public Connection connect() throws SQLException {
        return connect("im");
    }

    /** Runs one statement or several. */
    public void execute(String sql) {
        execute(sql, "im");
    }

    /** Its log since its last start. */
    public String log() {
        return server.log();
    }

    @Override
    public void close() {
        List<String> stop = command("pg_ctl", "stop", "-D", data.toString(), "-m", "immediate");
        try (ChildProcess program = run(stop)) {
            // Do not kill it, because it would leave shared memory behind.
            program.awaitExit(PATIENCE);
        }
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    private void execute(String sql, String database) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException wrong) {
            throw new IllegalStateException(sql, wrong);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "im", "");
    }

    private ChildProcess run(List<String> command) {
        return ChildProcess.start(command, Map.of("LC_ALL", "C"), directory, directory.resolve("log"));
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** The package has a directory for each version. */
    private static Path programs() {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(PACKAGE)) {
            for (Path version : versions) {
                if (Files.isExecutable(version.resolve("bin/postgres"))) {
                    return version.resolve("bin");
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        throw new IllegalStateException("No server in " + PACKAGE);
    }

    /** The server's own user must be able to reach the directory and its parents. */
    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("postgres-");
            if (isRoot()) {
                Files.setOwner(
                        directory,
                        directory
                                .getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName("postgres"));
            }
            return directory;
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }
}
