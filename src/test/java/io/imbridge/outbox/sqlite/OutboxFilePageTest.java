package io.imbridge.outbox.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.outbox.OutboxRig;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the outbox's file matches the file. */
class OutboxFilePageTest {
    @TempDir
    Path directory;

    private String page;

    @BeforeEach
    void write() throws Exception {
        page = Files.readString(Path.of("docs/outbox-file.md"));
        try (OutboxRig rig = OutboxRig.onDisk(directory)) {
            rig.outbox()
                    .append(OutboxRig.records("a", "1"), Duration.ofSeconds(5))
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void its_tables_are_on_the_page() throws Exception {
        List<String> tables = ask("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");

        assertThat(page).contains("```sql\n" + String.join(";\n", tables) + ";\n```");
        assertThat(page)
                .contains(
                        "`PRAGMA user_version` is " + ask("PRAGMA user_version").get(0));
    }

    @Test
    void the_questions_on_the_page_are_answered() throws Exception {
        List<String> questions = Pattern.compile("outbox\\.db '(.*)'")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .map(line -> line.substring(line.indexOf('\'') + 1, line.length() - 1))
                .toList();

        assertThat(questions).hasSize(3);
        for (String question : questions) {
            ask(question);
        }
    }

    @Test
    void a_frame_begins_as_the_page_says() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("outbox.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT first, frames FROM batches")) {
            ByteBuffer frame = ByteBuffer.wrap(row.getBytes(2));
            byte[] mark = new byte[4];
            frame.get(mark);

            assertThat(page).contains("`" + new String(mark, US_ASCII) + "`");
            assertThat(frame.getInt()).isEqualTo(frame.remaining() - 4);
            frame.getInt();
            assertThat(frame.getLong()).isEqualTo(row.getLong(1));
        }
    }

    private List<String> ask(String question) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("outbox.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
