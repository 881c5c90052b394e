package io.imbridge.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Node.js project that is ready to run: a copy below {@code target}, for which npm has installed the libraries in
 * {@code package-lock.json} without running their scripts.
 *
 * <p>Later tests reuse the libraries as long as the lock file does not change. For one test at a time.
 */
public final class Node {
    /** No supported Debian has an older release line. */
    private static final int LEAST_VERSION = 18;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String LIBRARIES = "node_modules";

    /** A script's exit code and its output, including errors. */
    public record Run(int exitCode, String output) {}

    private final Path directory;
    private int runs;

    private Node(Path directory) {
        this.directory = directory;
    }

    /**
     * Copies a project and installs its libraries.
     *
     * @param project a directory with {@code package.json} and {@code package-lock.json}
     * @throws IllegalStateException with a sentence that says what is missing on this machine
     */
    public static Node project(Path project) {
        requireNode();
        Path directory =
                Path.of("target", "node").resolve(project.getFileName()).toAbsolutePath();
        Node node = new Node(directory);
        try {
            Files.createDirectories(directory);
            node.empty();
            node.take(project);
            node.install();
            return node;
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /** The directory of the copy; the next {@link #project} deletes files that were written here. */
    public Path directory() {
        return directory;
    }

    /** Starts a script of the project. */
    public ChildProcess start(Map<String, String> environment, String script, String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(executable("node").orElseThrow().toString(), script), Stream.of(arguments))
                .toList();
        Path log = directory.resolve(Path.of(script).getFileName() + "." + runs++ + ".log");
        return ChildProcess.start(command, environment, directory, log);
    }

    /** Runs a script of the project to its end. */
    public Run run(Map<String, String> environment, String script, String... arguments) {
        try (ChildProcess process = start(environment, script, arguments)) {
            int exitCode = process.awaitExit(PATIENCE);
            return new Run(exitCode, process.log());
        }
    }

    private static void requireNode() {
        Path node = executable("node").orElseThrow(() -> missing("there is no node on the PATH"));
        executable("npm").orElseThrow(() -> missing("there is no npm on the PATH"));
        Path log = temporaryLog();
        try (ChildProcess process = ChildProcess.start(List.of(node.toString(), "--version"), Map.of(), here(), log)) {
            process.awaitExit(PATIENCE);
            String version = process.log().strip();
            String major = version.replaceFirst("^v(\\d+)\\..*", "$1");
            if (!major.matches("\\d+") || Integer.parseInt(major) < LEAST_VERSION) {
                throw missing(node + " says that it is " + version);
            }
        }
    }

    private static IllegalStateException missing(String found) {
        return new IllegalStateException("These tests need Node.js, " + LEAST_VERSION
                + " or newer, with npm (Debian: apt-get install nodejs npm): " + found + ".");
    }

    private static Optional<Path> executable(String name) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Deletes everything except the libraries, which npm replaces itself. */
    private void empty() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> old = files.filter(Files::isRegularFile)
                    .filter(file -> !directory.relativize(file).startsWith(LIBRARIES))
                    .toList();
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    private void take(Path project) throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            List<Path> own = files.filter(Files::isRegularFile)
                    .filter(file -> !project.relativize(file).startsWith(LIBRARIES))
                    .toList();
            for (Path file : own) {
                Path to = directory.resolve(project.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private void install() throws IOException {
        Path installed = directory.resolve(LIBRARIES).resolve(".installed");
        String lock = Files.readString(directory.resolve("package-lock.json"));
        if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
            return;
        }
        List<String> command = List.of(
                executable("npm").orElseThrow().toString(),
                "ci",
                "--ignore-scripts",
                "--prefer-offline",
                "--no-audit",
                "--no-fund");
        try (ChildProcess npm = ChildProcess.start(command, Map.of(), directory, directory.resolve("npm.log"))) {
            if (npm.awaitExit(PATIENCE) != 0) {
                throw new IllegalStateException("npm ci failed in " + directory + ":\n" + npm.log());
            }
        }
        Files.createDirectories(installed.getParent());
        Files.writeString(installed, lock);
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    private static Path temporaryLog() {
        try {
            Path log = Files.createTempFile("node", ".log");
            log.toFile().deleteOnExit();
            return log;
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }
}
