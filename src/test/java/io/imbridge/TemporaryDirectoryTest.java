package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void one_that_takes_files_is_good_and_stays_empty() throws IOException {
        assertThat(new TemporaryDirectory(directory).problem()).isNull();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void one_that_is_not_there_is_a_sentence_that_says_what_to_do() {
        assertThat(new TemporaryDirectory(directory.resolve("none")).problem())
                .startsWith("There is no directory " + directory.resolve("none") + ". ")
                .contains("docker run --tmpfs /tmp:exec", "-Djava.io.tmpdir=")
                .hasLineCount(1);
    }
}
