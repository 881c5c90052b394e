package io.imbridge.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.imbridge.testkit.GoldenCallback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries again every input that was ever worth keeping, so that fixed defects stay fixed also without a fuzzer. */
class FuzzCorpusTest {
    @ParameterizedTest
    @EnumSource
    void no_input_of_the_corpus_finds_a_defect(FuzzTarget target) throws IOException {
        assertThat(target.inputs()).isNotEmpty();
        for (Path input : target.inputs()) {
            byte[] bytes = Files.readAllBytes(input);

            assertThatCode(() -> target.attempt(bytes)).as(input.toString()).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_golden_callback_cut_short_anywhere_finds_a_defect(FuzzTarget target) throws IOException {
        for (GoldenCallback golden : GoldenCallback.all()) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(golden.query().getBytes(UTF_8));
            whole.write('\n');
            whole.write(golden.body());
            for (int length = 0; length <= whole.size(); length++) {
                byte[] cut = Arrays.copyOf(whole.toByteArray(), length);

                assertThatCode(() -> target.attempt(cut)).doesNotThrowAnyException();
            }
        }
    }
}
