package io.imbridge.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Usage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer uses coverage to find inputs that cause a defect. {@code -Dfuzz.seconds=300} sets the time for each target; by
 * default it tries some thousand inputs, which are the same in every build, so that a green build stays green.
 *
 * <p>It runs in a process of its own with its own driver, because its JUnit module needs JUnit 5 and this project uses
 * JUnit 6. Its findings are in the message. A finding that is saved below {@code src/test/resources/fuzz} is tried
 * again in every build.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class FuzzIT {
    /** The time for each target in seconds; 0 for the short form. */
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);

    private static final Path NOTES = Path.of("target", "fuzz.md");
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    @ParameterizedTest
    @EnumSource
    void it_finds_no_input_that_finds_a_defect(FuzzTarget target) throws IOException {
        Path work = Files.createDirectories(Path.of("target", "fuzz")).toAbsolutePath();
        Path directory = Files.createTempDirectory(work, target.name() + "-");
        Path found = Files.createDirectory(directory.resolve("corpus"));

        try (ChildProcess jazzer =
                ChildProcess.start(command(target, found), Map.of(), directory, directory.resolve("jazzer.log"))) {
            int exit = jazzer.awaitExit(Duration.ofSeconds(SECONDS + 180));

            assertThat(exit).as("Jazzer's end; it printed:%n%s", jazzer.log()).isZero();
            Matcher done = DONE.matcher(jazzer.log());
            assertThat(done.find()).as(jazzer.log()).isTrue();
            assertThat(Long.parseLong(done.group(1)))
                    .isGreaterThanOrEqualTo(target.inputs().size());
            note("| " + target + " | " + done.group(1) + " runs | " + done.group(2) + " s |\n");
        }
    }

    private static List<String> command(FuzzTarget target, Path found) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        if (SECONDS == 0) {
            // It ends before the optimizing compiler has saved as much time as it takes.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-cp");
        command.add(classPath());
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.className());
        command.add(
                "--instrumentation_includes=io.imbridge.**:com.fasterxml.jackson.core.**:io.netty.handler.codec.**");
        command.add("--custom_hook_includes=io.imbridge.**:com.fasterxml.jackson.core.**");
        // This sanitizer fails because of Netty, which checks whether Unsafe exists.
        command.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.UnsafeSanitizer");
        command.addAll(SECONDS > 0 ? List.of("-max_total_time=" + SECONDS) : List.of("-seed=1", "-runs=4000"));
        command.add("-max_len=8192");
        // An input that takes seconds is a defect too. The first input also loads and instruments all classes, which
        // takes 22 seconds on a busy machine.
        command.add("-timeout=120");
        // libFuzzer sees the peak of the process that started it, too: the heap's limit is what counts.
        command.add("-rss_limit_mb=0");
        command.add("-dict="
                + Path.of("src", "test", "resources", "fuzz", "words.dict").toAbsolutePath());
        command.add(found.toString());
        command.add(target.corpus().toAbsolutePath().toString());
        return command;
    }

    /**
     * If Jazzer finds JUnit, it first searches all tests for one of its own kind, which takes longer than the fuzzing.
     */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(part -> !Path.of(part).getFileName().toString().startsWith("junit-"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void note(String row) throws IOException {
        Files.write(NOTES, row.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
