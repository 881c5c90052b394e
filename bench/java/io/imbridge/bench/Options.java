package io.imbridge.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The options of {@code bench/run}.
 *
 * @param rounds how often each subject is measured
 * @param length the length of one measurement
 * @param connections the numbers of connections
 * @param subjects the subjects to measure
 * @param java options for Java, the same for all subjects
 * @param noise whether rounds count in which other processes used the machine; for work on the service, not for
 *     published numbers
 */
record Options(
        int rounds, Duration length, List<Integer> connections, List<Subject> subjects, String java, boolean noise) {

    /** The options of the image in a container of 768 MB, where Java chooses this collector by itself. */
    private static final String AS_THE_IMAGE =
            "@" + Path.of("src/main/docker/java.options").toAbsolutePath() + " -XX:MaxRAM=768m -XX:+UseSerialGC";

    /** Reads arguments such as {@code --rounds=5}. */
    static Options of(String[] arguments) {
        Options options = new Options(
                5, Duration.ofSeconds(8), List.of(1, 64, 256), List.of(Subject.values()), AS_THE_IMAGE, false);
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        String[] parts = argument.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "--rounds" -> new Options(Integer.parseInt(value), length, connections, subjects, java, noise);
            case "--seconds" ->
                new Options(rounds, Duration.ofSeconds(Long.parseLong(value)), connections, subjects, java, noise);
            case "--connections" ->
                new Options(
                        rounds,
                        length,
                        Arrays.stream(value.split(",")).map(Integer::valueOf).toList(),
                        subjects,
                        java,
                        noise);
            case "--subjects" ->
                new Options(
                        rounds,
                        length,
                        connections,
                        Arrays.stream(value.split(",")).map(Subject::valueOf).toList(),
                        java,
                        noise);
            case "--java-options" -> new Options(rounds, length, connections, subjects, value, noise);
            case "--noise" -> new Options(rounds, length, connections, subjects, java, true);
            default -> throw new IllegalArgumentException("Unknown option " + argument);
        };
    }
}
