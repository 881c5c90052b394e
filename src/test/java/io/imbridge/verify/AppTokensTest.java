package io.imbridge.verify;

import static io.imbridge.verify.SignedWith.accepted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Mistake;
import io.imbridge.testkit.LogLines;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppTokensTest {
    private static final String APP = "1400000001";
    private static final String OTHER = "1400000002";

    @TempDir
    Path directory;

    private final LogLines log = new LogLines(AppTokens.class);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void the_tokens_of_the_configuration_count_beside_those_of_the_file() throws IOException {
        write(APP, "from-file");

        AppTokens tokens = AppTokens.of(settings("bridge.verify.tokens." + APP, "configured"));

        assertThat(accepted(tokens.of(APP), "configured", "from-file")).hasSize(2);
        assertThat(tokens.of(OTHER).areConfigured()).isFalse();
        assertThat(tokens.of("1400000003")).isNull();
        assertThat(log.lines()).containsExactly("WARN No signature is asked: the app has no tokens app=" + OTHER);
    }

    @Test
    void a_change_counts_once_it_was_seen_twice() throws IOException {
        write(APP, "old");
        AppTokens tokens = AppTokens.of(settings());

        write(APP, "old\nnew");
        tokens.look();
        assertThat(accepted(tokens.of(APP), "old", "new")).containsExactly("old");
        tokens.look();
        assertThat(accepted(tokens.of(APP), "old", "new")).containsExactly("old", "new");

        write(APP, "new");
        tokens.look();
        tokens.look();
        assertThat(accepted(tokens.of(APP), "old", "new")).containsExactly("new");
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("INFO"))
                .containsExactly(
                        "INFO Tokens changed app=" + APP + " tokens=Tokens[2]",
                        "INFO Tokens changed app=" + APP + " tokens=Tokens[1]");
    }

    @Test
    void a_file_that_is_being_written_does_not_count() throws IOException {
        write(APP, "old");
        AppTokens tokens = AppTokens.of(settings());

        for (String half : List.of("", "n", "ne", "new", "new\nn", "new\nnewer")) {
            write(APP, half);
            tokens.look();
            assertThat(accepted(tokens.of(APP), "old", "n", "ne", "new", "newer"))
                    .containsExactly("old");
        }
        tokens.look();
        assertThat(accepted(tokens.of(APP), "old", "n", "ne", "new", "newer")).containsExactly("new", "newer");
    }

    @Test
    void kubernetes_may_swap_the_link_to_a_whole_version() throws IOException {
        version("..2026_1", "old", "others");
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(directory.resolve(APP), Path.of("..data", APP));
        Files.createSymbolicLink(directory.resolve(OTHER), Path.of("..data", OTHER));
        AppTokens tokens = AppTokens.of(settings());
        assertThat(accepted(tokens.of(APP), "old", "new")).containsExactly("old");

        version("..2026_2", "new", "others");
        Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("..2026_2"));
        Files.move(directory.resolve("..data_tmp"), directory.resolve("..data"), ATOMIC_MOVE);
        tokens.look();
        tokens.look();

        assertThat(accepted(tokens.of(APP), "old", "new")).containsExactly("new");
        assertThat(accepted(tokens.of(OTHER), "others")).hasSize(1);
        assertThat(log.lines()).containsExactly("INFO Tokens changed app=" + APP + " tokens=Tokens[1]");
    }

    @Test
    void a_file_that_comes_later_asks_for_signatures_from_then_on() throws IOException {
        AppTokens tokens = AppTokens.of(settings());
        assertThat(tokens.of(APP).areConfigured()).isFalse();

        write(APP, "first");
        tokens.look();
        tokens.look();

        assertThat(tokens.of(APP).areConfigured()).isTrue();
        assertThat(accepted(tokens.of(APP), "first")).hasSize(1);
    }

    @Test
    void an_emptied_a_lost_and_an_unreadable_file_leave_the_tokens_as_they_were() throws IOException {
        write(APP, "one");
        write(OTHER, "two");
        AppTokens tokens = AppTokens.of(settings());

        write(APP, " \n");
        Files.delete(directory.resolve(OTHER));
        lookThrice(tokens);
        Files.delete(directory.resolve(APP));
        Files.createDirectory(directory.resolve(APP));
        lookThrice(tokens);
        Files.delete(directory.resolve(APP));
        Files.delete(directory);
        lookThrice(tokens);

        assertThat(accepted(tokens.of(APP), "one")).hasSize(1);
        assertThat(accepted(tokens.of(OTHER), "two")).hasSize(1);
        String warning = "WARN Token file not usable file=" + directory;
        assertThat(log.lines())
                .containsExactly(
                        warning + "/" + APP + " reason=has no token",
                        warning + "/" + OTHER + " reason=is gone",
                        warning + "/" + APP + " reason=is no file",
                        warning + " reason=is no directory that can be read");
    }

    @Test
    void a_file_of_a_foreign_app_is_named_once_and_a_dot_file_is_not() throws IOException {
        write(APP, "one");
        write(OTHER, "two");
        write("1400009999", "foreign");
        write(".hidden", "hidden");
        write("README.txt", "read");

        AppTokens tokens = AppTokens.of(settings());
        lookThrice(tokens);

        assertThat(log.lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("WARN Token file ignored file=" + directory));
        assertThat(String.join("\n", log.lines()))
                .contains("/1400009999 ", "/README.txt ")
                .doesNotContain("hidden");
    }

    @Test
    void files_that_are_not_usable_are_problems_of_the_start() throws IOException {
        write(APP, "");
        write(OTHER, "two");

        assertThat(settings().mistakes())
                .containsExactly(Mistake.of("bridge.verify.tokens-directory (BRIDGE_VERIFY_TOKENS_DIRECTORY): "
                        + directory.resolve(APP) + " has no token."));
        assertThat(settings(
                                "bridge.verify.tokens-directory",
                                directory.resolve("none").toString())
                        .mistakes())
                .extracting(Mistake::right)
                .singleElement()
                .asString()
                .contains("bridge.verify.tokens-directory", "none is no directory that can be read.");
    }

    @Test
    void a_missing_file_is_a_mistake_of_the_start_where_its_app_has_no_other_tokens() throws IOException {
        write(APP, "one");

        assertThat(settings().mistakes())
                .extracting(Mistake::right)
                .singleElement()
                .asString()
                .startsWith("bridge.verify.tokens-directory (BRIDGE_VERIFY_TOKENS_DIRECTORY): "
                        + directory.resolve(OTHER) + " is missing, so no signature would be asked of that app");
        assertThat(settings("bridge.verify.tokens." + OTHER, "two").mistakes()).isEmpty();
    }

    @Test
    void no_token_is_in_the_log_or_in_a_text_of_its_holders() throws IOException {
        write(APP, "hush-hush");
        AppTokens tokens = AppTokens.of(settings());
        write(APP, "hush-hush\nhush-again");
        lookThrice(tokens);

        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("hush"));
        assertThat(tokens.of(APP)).hasToString("Tokens[2]");
        assertThat(new TokenFiles(directory, Set.of(APP)).read().toString()).doesNotContain("hush");
    }

    private void version(String name, String token, String others) throws IOException {
        Path version = Files.createDirectory(directory.resolve(name));
        Files.writeString(version.resolve(APP), token);
        Files.writeString(version.resolve(OTHER), others);
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(UTF_8));
    }

    private void write(String name, byte[] text) throws IOException {
        Files.write(directory.resolve(name), text);
    }

    private static void lookThrice(AppTokens tokens) {
        for (int i = 0; i < 3; i++) {
            tokens.look();
        }
    }

    private VerifySettings settings(String... more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bridge.verify.app-ids", APP + "," + OTHER, "bridge.verify.tokens-directory", directory.toString()));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .withMapping(VerifySettings.class)
                .build()
                .getConfigMapping(VerifySettings.class);
    }
}
