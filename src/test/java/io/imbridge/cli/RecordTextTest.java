package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    @Test
    void a_record_shows_its_place_its_key_its_headers_and_its_value_indented() {
        ConsumerRecord<byte[], byte[]> found = new ConsumerRecord<>(
                "im.group", 3, 7, "@TGS#1".getBytes(UTF_8), "{\"n\":2.50,\"s\":\"雨\"}".getBytes(UTF_8));
        found.headers().add("ce_type", "com.tencent.im.x".getBytes(UTF_8)).add("empty", null);

        List<String> lines = RecordText.of(found);

        assertThat(lines.get(0)).startsWith("=== im.group 3@7  ");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "key: @TGS#1",
                        "ce_type: com.tencent.im.x",
                        "empty: (none)",
                        "{",
                        "  \"n\" : 2.50,",
                        "  \"s\" : \"雨\"",
                        "}");
    }

    @Test
    void what_is_not_json_shows_on_one_line_and_cannot_command_the_terminal() {
        ConsumerRecord<byte[], byte[]> found =
                new ConsumerRecord<>("im.dead-letter", 0, 0, null, "{\"a\":1} \u001b[2J\u009b2J\n\tb".getBytes(UTF_8));
        found.headers().add("line\u2028end", "\u202ereversed".getBytes(UTF_8));

        assertThat(RecordText.of(found).subList(1, 4))
                .containsExactly(
                        "key: (none)",
                        "line\\u2028end: \\u202ereversed",
                        "{\"a\":1} \\u001b[2J\\u009b2J\\u000a\\u0009b");
    }
}
