package io.imbridge.outbox.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Describes this process to somebody who looks for it from outside. Its number is not enough, because every container
 * has a process 1.
 */
final class ThisProcess {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Path CONTROL_GROUPS = Path.of("/proc/self/cgroup");

    /** The form in which Docker and similar engines name a container. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    /** Files that the engine mounts into each container, from a directory named after the container. */
    private static final Pattern OF_ENGINE = Pattern.compile(".* /etc/(hostname|hosts|resolv\\.conf) .*");

    /** The part of the id that the engines show and accept. */
    private static final int SHOWN = 12;

    private ThisProcess() {}

    /** A description: the process's number, host and container, and the time of this call. */
    static String inWords(Clock clock) {
        String inContainer = container(lines(MOUNTS), lines(CONTROL_GROUPS))
                .map(id -> " in container " + id)
                .orElse("");
        return "process " + ProcessHandle.current().pid() + " on host " + host() + inContainer + ", started "
                + clock.instant();
    }

    /** No name server is asked, because that could take long. In a container this is the container's own name. */
    private static String host() {
        return Stream.concat(
                        lines(HOST_NAME).stream(),
                        Stream.of("HOSTNAME", "COMPUTERNAME")
                                .map(System::getenv)
                                .filter(Objects::nonNull))
                .filter(name -> !name.isBlank())
                .map(String::strip)
                .findFirst()
                .orElse("unknown");
    }

    /** The id by which the engine knows this container; empty outside a container. */
    static Optional<String> container(List<String> mounts, List<String> controlGroups) {
        return Stream.concat(
                        mounts.stream().filter(line -> OF_ENGINE.matcher(line).matches()), controlGroups.stream())
                .flatMap(line -> ID.matcher(line).results())
                .map(MatchResult::group)
                .map(id -> id.substring(0, SHOWN))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException elsewhere) {
            return List.of();
        }
    }
}
