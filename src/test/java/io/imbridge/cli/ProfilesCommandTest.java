package io.imbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The messages of the command before it sends any request. The tests of vendor and of faults cover what it does then.
 */
class ProfilesCommandTest {
    private static final String KEY_FILE = "bridge.vendor.apps.1400000000.secret-key-file";
    private static final String PER_SECOND = "bridge.vendor.requests-per-second";
    private static final String URL = "bridge.vendor.apps.1400000000.url";
    private static final String PROTOCOL = "kafka.security.protocol";

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(KEY_FILE);
        System.clearProperty(PER_SECOND);
        System.clearProperty(PROTOCOL);
        System.clearProperty(URL);
    }

    @Test
    void its_help_names_every_argument() {
        CommandResult result = CommandResult.command("profiles", "read", "--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("--app", "--group", "--dry-run", "--directory", "--kafka", "Exit codes:");
        assertThat(CommandResult.command("profiles", "read").code()).isEqualTo(2);
    }

    @Test
    void an_app_without_a_key_is_a_sentence() {
        CommandResult result = CommandResult.command("profiles", "read", "--app", "1400000000");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(KEY_FILE, "BRIDGE_VENDOR_APPS__1400000000__SECRET_KEY_FILE")
                .hasLineCount(1);
    }

    @Test
    void what_is_to_be_fixed_is_a_sentence_each() {
        System.setProperty(PER_SECOND, "0");
        System.setProperty(KEY_FILE, directory.resolve("none").toString());

        CommandResult result = CommandResult.command("profiles", "read", "--app", "1400000000");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains(PER_SECOND + " must be 1 to 10000.", "secret-key-file: ", "none is missing.")
                .hasLineCount(2);
    }

    @Test
    void what_would_count_as_if_it_were_not_there_is_a_sentence_each() {
        System.setProperty(PER_SECOND, "viele");
        System.setProperty(URL, "");

        CommandResult result = CommandResult.command("profiles", "read", "--app", "1400000000");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains(PER_SECOND + " must be a whole number.", URL + " is empty.");
    }

    @Test
    void arguments_that_are_none_are_refused() {
        assertThat(CommandResult.command("profiles", "read", "--app", "../../x").code())
                .isEqualTo(2);
        assertThat(CommandResult.command("profiles", "read", "--app", "1400000000", "--group", "")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void a_kafka_that_cannot_be_used_is_a_sentence() throws Exception {
        System.setProperty(
                KEY_FILE, Files.writeString(directory.resolve("key"), "k").toString());
        System.setProperty(PROTOCOL, "NONE");

        CommandResult result = CommandResult.command(
                "profiles",
                "read",
                "--app",
                "1400000000",
                "--kafka",
                "localhost:1",
                "--directory",
                directory.resolve("state").toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith(
                        "Kafka at localhost:1 cannot be used: Invalid value NONE for configuration security.protocol")
                .hasLineCount(1);
    }
}
