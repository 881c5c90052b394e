package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Refusal;
import io.imbridge.console.DeadLetterReason.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterReasonTest {
    static List<Refusal> refusals() {
        return Arrays.stream(Refusal.values())
                .filter(refusal -> refusal.status() == 400)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void every_refusal_of_a_body_is_told_in_its_own_words(Refusal refusal) {
        DeadLetterReason reason = DeadLetterReason.of(refusal.tag());

        assertThat(reason.kind()).isEqualTo(Kind.BODY);
        assertThat(reason.words()).isEqualTo(refusal.sentence());
        assertThat(reason.advice()).endsWith(".");
    }

    @ParameterizedTest
    @CsvSource({
        "record-too-large, RECORD",
        "record-batch-too-large, RECORD",
        "invalid-record, RECORD",
        "serialization, RECORD",
        "no-event, FOLD",
        "profile-too-large, FOLD",
        "profile-failed, FOLD",
        "something-of-a-newer-release, RECORD"
    })
    void every_other_reason_has_words_and_advice(String word, Kind kind) {
        DeadLetterReason reason = DeadLetterReason.of(word);

        assertThat(reason.kind()).isEqualTo(kind);
        assertThat(reason.words()).endsWith(".");
        assertThat(reason.advice()).endsWith(".");
    }

    @Test
    void a_body_without_a_command_is_not_promised_to_go_anywhere() {
        assertThat(DeadLetterReason.of("command-missing").advice()).contains("cannot be sent again");
    }
}
