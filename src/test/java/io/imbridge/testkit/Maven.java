package io.imbridge.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Maven as this build runs it: with this JVM's Java, with this build's local repository, and offline if this build is.
 */
public final class Maven {
    private Maven() {}

    /** Runs the {@code mvnw} of one directory in another directory. */
    public static ChildProcess run(Path mvnw, Path directory, Map<String, String> more, String... arguments) {
        String repository = System.getProperty("localRepository");
        Stream<String> asHere = Stream.concat(
                repository == null ? Stream.empty() : Stream.of("-Dmaven.repo.local=" + repository),
                isOffline() ? Stream.of("-o") : Stream.empty());
        List<String> command = Stream.of(Stream.of(mvnw.toString(), "-B", "-ntp"), asHere, Stream.of(arguments))
                .flatMap(part -> part)
                .toList();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return ChildProcess.start(command, environment, directory, log(directory));
    }

    /** A log for this run alone, because others may run at the same time. */
    private static Path log(Path directory) {
        try {
            return Files.createTempFile(directory, "mvnw-", ".log");
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /** Maven's launcher passes its own arguments on in the environment. */
    private static boolean isOffline() {
        String arguments = System.getenv().getOrDefault("MAVEN_CMD_LINE_ARGS", "");
        return Arrays.stream(arguments.split("\\s+"))
                .anyMatch(argument -> argument.equals("-o") || argument.equals("--offline"));
    }
}
