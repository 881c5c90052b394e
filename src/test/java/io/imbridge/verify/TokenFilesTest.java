package io.imbridge.verify;

import static io.imbridge.verify.SignedWith.accepted;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFilesTest {
    private static final String APP = "1400000001";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one\ntwo",
                "one\ntwo\n",
                "one\r\ntwo\r\n",
                "\n\n one \n\t\n\ttwo  \n\n",
                "one\rtwo",
                "\u00EF\u00BB\u00BFone\ntwo"
            })
    void a_file_has_a_token_a_line(String text) throws IOException {
        Tokens tokens = read(text.getBytes(ISO_8859_1)).tokens().get(APP);

        assertThat(tokens).hasToString("Tokens[2]");
        assertThat(accepted(tokens, "one", "two", "", "one\ntwo", "two\r", " one"))
                .containsExactly("one", "two");
    }

    @Test
    void a_token_may_have_any_characters_and_a_space_inside() throws IOException {
        Tokens tokens = read("pass word\n密钥\n#x\n".getBytes(UTF_8)).tokens().get(APP);

        assertThat(accepted(tokens, "pass word", "密钥", "#x")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t", "\u00EF\u00BB\u00BF\n"})
    void a_file_without_a_token_is_a_fault_and_never_no_signature(String text) throws IOException {
        TokenFiles.Content content = read(text.getBytes(ISO_8859_1));

        assertThat(content.tokens()).isEmpty();
        assertThat(content.faults()).containsExactly(new TokenFiles.Fault(directory.resolve(APP), "has no token"));
    }

    @Test
    void a_file_too_large_to_be_one_of_tokens_is_a_fault() throws IOException {
        TokenFiles.Content content = read("x\n".repeat(SecretFile.MAX_LENGTH).getBytes(UTF_8));

        assertThat(content.tokens()).isEmpty();
        assertThat(content.faults()).extracting(TokenFiles.Fault::reason).containsExactly("is larger than 16 KB");
    }

    @Test
    void what_was_read_shows_no_token() throws IOException {
        assertThat(read("hush-hush".getBytes(UTF_8)).toString()).contains(APP).doesNotContain("hush");
    }

    private TokenFiles.Content read(byte[] text) throws IOException {
        Files.write(directory.resolve(APP), text);
        return new TokenFiles(directory, Set.of(APP)).read();
    }
}
