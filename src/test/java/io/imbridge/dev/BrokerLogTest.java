package io.imbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerLogTest {
    @TempDir
    Path directory;

    @Test
    void the_excerpt_begins_with_the_first_error_since_the_start() throws Exception {
        Path file = directory.resolve("broker.log");
        Files.write(file, List.of("12:00 ERROR of an earlier start"));
        BrokerLog log = BrokerLog.fromNow(file);
        Files.write(file, List.of("starting", "12:01 ERROR the cause", "at x"), StandardOpenOption.APPEND);
        Files.write(file, Collections.nCopies(100, "shutting down"), StandardOpenOption.APPEND);

        assertThat(log.excerpt()).startsWith("12:01 ERROR the cause").hasLineCount(40);
    }

    @Test
    void without_an_error_the_excerpt_is_the_end() throws Exception {
        Path file = directory.resolve("broker.log");
        BrokerLog log = BrokerLog.fromNow(file);
        Files.write(file, Collections.nCopies(100, "waiting"));
        Files.write(file, List.of("the last word"), StandardOpenOption.APPEND);

        assertThat(log.excerpt()).endsWith("the last word").hasLineCount(40);
    }
}
