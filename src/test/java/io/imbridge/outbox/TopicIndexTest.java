package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicIndexTest {
    @TempDir
    Path directory;

    private final TopicIndex index = new TopicIndex();
    private Connection writer;

    @BeforeEach
    void open() throws Exception {
        writer = SqliteFiles.connect(directory.resolve("outbox.db"), false);
        SqliteFiles.prepare(writer, 1L << 30);
    }

    @AfterEach
    void close() {
        SqliteFiles.closeQuietly(writer);
    }

    @Test
    void between_few_and_many_it_stays_as_it_was() throws SQLException {
        assertThat(index.fit(writer, TopicIndex.MANY - 1)).isTrue();
        assertThat(isThere()).as("as a new file has it").isTrue();
        assertThat(index.fit(writer, TopicIndex.FEW)).isTrue();
        assertThat(isThere()).isFalse();
        assertThat(index.fit(writer, TopicIndex.MANY - 1)).isTrue();
        assertThat(isThere()).isFalse();
        assertThat(index.fit(writer, TopicIndex.MANY)).isTrue();
        assertThat(isThere()).isTrue();
        assertThat(index.fit(writer, TopicIndex.FEW + 1)).isTrue();
        assertThat(isThere()).isTrue();
    }

    @Test
    void one_that_cannot_be_made_is_tried_again_only_with_the_next_backlog() throws SQLException {
        assertThat(index.fit(writer, 0)).isTrue();
        execute("PRAGMA query_only = true");
        assertThat(index.fit(writer, TopicIndex.MANY)).isFalse();
        assertThat(index.fit(writer, TopicIndex.MANY)).isTrue();
        execute("PRAGMA query_only = false");
        assertThat(index.fit(writer, TopicIndex.MANY)).isTrue();
        assertThat(isThere()).isFalse();

        assertThat(index.fit(writer, 0)).isTrue();
        assertThat(index.fit(writer, TopicIndex.MANY)).isTrue();
        assertThat(isThere()).isTrue();
    }

    private boolean isThere() throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'outbox_by_topic'")) {
            return found.next();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(sql);
        }
    }
}
