package io.imbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildVersionTest {
    @TempDir
    Path directory;

    @Test
    void the_version_names_the_commit_that_was_built_if_there_is_a_repository() {
        boolean known = Files.exists(Path.of(".git", "HEAD")) && isInstalled("git");
        String commit =
                known ? Pattern.quote(" (commit " + git("rev-parse", "HEAD").substring(0, 12) + ")") : ".*";

        CommandResult result = CommandResult.command("--version");

        assertThat(result.code()).isZero();
        assertThat(result.out()).matches("im-kafka-bridge [0-9]\\S+" + commit + "\n");
    }

    @Test
    void what_is_no_commit_is_left_out() {
        assertThat(BuildVersion.text("1.2.3", "unknown")).isEqualTo("im-kafka-bridge 1.2.3");
        assertThat(BuildVersion.text("1.2.3", "${git.commit.id}")).isEqualTo("im-kafka-bridge 1.2.3");
        assertThat(BuildVersion.text("1.2.3", "0123456789abcdef0123456789abcdef01234567"))
                .isEqualTo("im-kafka-bridge 1.2.3 (commit 0123456789ab)");
        assertThat(BuildVersion.text("1.2.3", "0123456")).isEqualTo("im-kafka-bridge 1.2.3 (commit 0123456)");
    }

    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Path here = Path.of("").toAbsolutePath();
        try (ChildProcess git = ChildProcess.start(command, Map.of(), here, directory.resolve("git.log"))) {
            assertThat(git.awaitExit(Duration.ofSeconds(20))).as(git.log()).isZero();
            return git.log().strip();
        }
    }

    private static boolean isInstalled(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
