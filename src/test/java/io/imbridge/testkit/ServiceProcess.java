package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * The packaged service as operators run it: {@code java -jar quarkus-run.jar} in a process of its own, configured only
 * by environment variables.
 *
 * <p>Java's optimizing compiler is off: most of these processes end before it has saved as much CPU time as it takes,
 * which is half of the total. It is on if a test sets options of Java, or chooses the Java.
 *
 * <p>The process can be ended, killed and started again, with the same ports, the same directory and the same log file.
 * Only one thread at a time may start and end it.
 */
public final class ServiceProcess implements AutoCloseable {
    /** The directory that {@code ./mvnw package} makes. */
    public static final Path PACKAGE = Path.of("target", "quarkus-app").toAbsolutePath();

    /**
     * The variable that decides whether each line of the log is a JSON object. By default it is text here, so that
     * tests can read it.
     */
    public static final String JSON_LOG = "QUARKUS_LOG_CONSOLE_JSON_ENABLED";

    /** A value of {@link #JSON_LOG}: the package's default applies. */
    public static final String LOG_AS_SHIPPED = "as-shipped";

    private static final String COMPILED_SOON = "-XX:TieredStopAtLevel=1";
    private static final List<String> OPTIONS_OF_JAVA = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private static final Path DIRECTORIES = Path.of("target", "services").toAbsolutePath();
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final int CONNECT_MILLISECONDS = 500;

    private final Path javaHome;
    private final List<String> launcher;
    private final List<String> options;
    private final Path directory;
    private final int port = FreePorts.next();
    private final int managementPort = FreePorts.next();
    private final Map<String, String> environment;
    private ChildProcess process;

    /**
     * A service in a new directory below {@code target/services}, whose name begins with the given one, on this JVM's
     * Java.
     */
    public ServiceProcess(String name, Map<String, String> environment) {
        this(name, environment, List.of());
    }

    /** Like the first one, on the Java in another directory. */
    public ServiceProcess(String name, Map<String, String> environment, Path javaHome) {
        this(name, environment, javaHome, List.of(), List.of());
    }

    /** Like the first one, but started by another program, which gets the command as arguments and must become Java. */
    public ServiceProcess(String name, Map<String, String> environment, List<String> launcher) {
        this(
                name,
                environment,
                Path.of(System.getProperty("java.home")),
                launcher,
                OPTIONS_OF_JAVA.stream().anyMatch(environment::containsKey) ? List.of() : List.of(COMPILED_SOON));
    }

    private ServiceProcess(
            String name, Map<String, String> environment, Path javaHome, List<String> launcher, List<String> options) {
        this.javaHome = javaHome;
        this.launcher = List.copyOf(launcher);
        this.options = List.copyOf(options);
        this.environment = new HashMap<>(environment);
        this.environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        this.environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        this.environment.putIfAbsent(JSON_LOG, "false");
        this.environment.remove(JSON_LOG, LOG_AS_SHIPPED);
        if ("disabled".equals(environment.get("QUARKUS_HTTP_INSECURE_REQUESTS"))) {
            this.environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(port));
        }
        try {
            Files.createDirectories(DIRECTORIES);
            this.directory = Files.createTempDirectory(DIRECTORIES, name + "-");
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /**
     * Starts the service and returns when it listens on its ports: on both, or on one if it receives no callbacks.
     *
     * @throws IllegalStateException with its log, when it ends instead, or takes longer than a minute
     */
    public ServiceProcess start() {
        if (!tryStart()) {
            throw new IllegalStateException("The service ended instead of starting. It printed:\n" + log());
        }
        return this;
    }

    /**
     * Starts the service and returns when it listens on its ports, or has ended.
     *
     * @return whether it listens
     */
    public boolean tryStart() {
        if (isRunning()) {
            throw new IllegalStateException("The service runs already");
        }
        Path jar = PACKAGE.resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run ./mvnw package");
        }
        String java = javaHome.resolve(Path.of("bin", "java")).toString();
        List<String> command = new ArrayList<>(launcher);
        command.add(java);
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        process = ChildProcess.start(command, environment, directory, logFile());
        Awaitility.await("the service's start, see " + logFile())
                .atMost(START)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .pollInSameThread()
                .until(() -> !process.isRunning() || (listensToCallbacks() && listens(managementPort)));
        return process.isRunning();
    }

    public boolean isRunning() {
        return process != null && process.isRunning();
    }

    /** The port for callbacks. It is the same for all starts, and known before the first. */
    public int port() {
        return port;
    }

    /** The port for health and metrics. It is the same for all starts, and known before the first. */
    public int managementPort() {
        return managementPort;
    }

    /** The working directory; relative paths in its configuration are below it. */
    public Path directory() {
        return directory;
    }

    /** The process id of the last start. */
    public long pid() {
        return process.pid();
    }

    /** The file with the output of all starts. */
    public Path logFile() {
        return directory.resolve("service.log");
    }

    /** The output since the last start. */
    public String log() {
        return process.log();
    }

    /** The lines of its log at ERROR, except {@link PassedStalls}. */
    public List<String> errors() {
        return PassedStalls.without(log()).stream()
                .filter(line -> line.contains(" ERROR "))
                .toList();
    }

    /** Asks the service to end, as {@code kill} does; returns at once. */
    public void terminate() {
        process.terminate();
    }

    /** Ends the service at once, as {@code kill -9} does, and returns when it has ended. */
    public void kill() {
        process.kill();
    }

    /** Like {@link ChildProcess#awaitExit}. */
    public int awaitExit(Duration patience) {
        return process.awaitExit(patience);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private boolean listensToCallbacks() {
        return "false".equals(environment.get("BRIDGE_RECEIVE_ENABLED")) || listens(port);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), CONNECT_MILLISECONDS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
