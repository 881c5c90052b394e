package io.imbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The behaviour of the command when there is nothing to wait for. */
class TailCommandTest {
    private static final String PROTOCOL = "kafka.security.protocol";

    @AfterEach
    void forget() {
        System.clearProperty(PROTOCOL);
    }

    @Test
    void a_configuration_that_kafkas_client_will_never_take_is_a_sentence() {
        System.setProperty(PROTOCOL, "NONE");

        CommandResult result = CommandResult.command("tail", "--kafka", "localhost:1");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith(
                        "Cannot read from Kafka at localhost:1: Invalid value NONE for configuration security.protocol")
                .hasLineCount(1);
    }

    @Test
    void its_help_names_every_argument() {
        CommandResult result = CommandResult.command("tail", "--help");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("im-kafka-bridge tail", "<topic>", "--kafka", "--new", "Exit codes:")
                .contains("--command", "--group", "--operator", "--app", "--text", "--from", "--json", "--full");
        assertThat(CommandResult.command("tail", "--from").code()).isEqualTo(2);
    }

    @Test
    void what_is_no_time_and_two_forms_or_beginnings_at_once_are_refused_with_a_sentence() {
        assertThat(CommandResult.command("tail", "--from", "yesterday"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("90s, 10m, 2h, 3d, or in RFC 3339"));
        assertThat(CommandResult.command("tail", "--json", "--full").code()).isEqualTo(2);
        assertThat(CommandResult.command("tail", "--new", "--from", "10m").code())
                .isEqualTo(2);
    }
}
