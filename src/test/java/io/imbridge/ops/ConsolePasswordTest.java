package io.imbridge.ops;

import static io.imbridge.testkit.RawAnswer.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.callback.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePasswordTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("password");
        Files.writeString(file, "\uFEFF  s3cret: with colon \r\n\nnext\n");
    }

    @Test
    void each_line_is_a_password_and_the_first_is_shown_to_other_instances() {
        ConsolePassword password = password();

        assertThat(password.isIn(basic("console:s3cret: with colon"))).isTrue();
        assertThat(password.isIn(basic("console:next").replace("Basic", "bAsIC")))
                .isTrue();
        assertThat(password.header()).isEqualTo(basic("console:s3cret: with colon"));
        assertThat(password).hasToString("ConsolePassword[2]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Bearer bmV4dA==",
                "Basic Y29uc29sZTo=",
                "Basic bmV4dA==",
                "Basic Y29uc29sZTpuZXh0Cg==",
                "Basic Q29uc29sZTpuZXh0",
                "Basic Y29uc29sZTpuZXh"
            })
    void nothing_else_is_one(String authorization) {
        assertThat(password().isIn(authorization)).isFalse();
    }

    @Test
    void a_change_counts_once_it_has_been_seen_twice() throws IOException {
        ConsolePassword password = password();
        Files.writeString(file, "new");

        password.look();
        assertThat(password.isIn(basic("console:new"))).isFalse();
        password.look();

        assertThat(password.isIn(basic("console:new"))).isTrue();
        assertThat(password.isIn(basic("console:next"))).isFalse();
    }

    @Test
    void a_file_that_cannot_be_used_or_is_gone_leaves_the_password_as_it_was() throws IOException {
        ConsolePassword password = password();
        Files.writeString(file, "\n \n");
        lookTwice(password);
        assertThat(password.isIn(basic("console:"))).isFalse();
        assertThat(password.isIn(basic("console:next"))).isTrue();

        Files.writeString(file, "x".repeat(SecretFile.MAX_LENGTH + 1));
        lookTwice(password);
        assertThat(password.isIn(basic("console:next"))).isTrue();

        Files.delete(file);
        lookTwice(password);
        assertThat(password.isIn(basic("console:next"))).isTrue();

        Files.createDirectory(file);
        lookTwice(password);
        assertThat(password.isIn(basic("console:next"))).isTrue();
    }

    @Test
    void a_start_without_a_usable_file_is_refused_and_says_why() throws IOException {
        assertThat(AccessBeans.mistakes(Optional.of(file))).isEmpty();
        assertThat(AccessBeans.mistakes(Optional.empty())).isEmpty();
        Files.writeString(file, "");
        assertThat(AccessBeans.mistakes(Optional.of(file)).get(0).right()).endsWith("it has no password");
        assertThatThrownBy(this::password).isInstanceOf(IllegalStateException.class);
        assertThat(AccessBeans.mistakes(Optional.of(directory)).get(0).right()).endsWith("it is no file");
        assertThat(AccessBeans.mistakes(Optional.of(directory.resolve("none")))
                        .get(0)
                        .right())
                .endsWith("it is missing");
    }

    private static void lookTwice(ConsolePassword password) {
        password.look();
        password.look();
    }

    private ConsolePassword password() {
        return new ConsolePassword(new SecretFile(file));
    }
}
