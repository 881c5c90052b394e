package io.imbridge.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    @Test
    void a_record_shows_its_place_its_key_its_headers_and_its_value_indented() {
        ConsumerRecord<byte[], byte[]> found = new ConsumerRecord<>(
                "im.group", 3, 7, "@TGS#1".getBytes(UTF_8), "{\"n\":2.50,\"s\":\"雨\"}".getBytes(UTF_8));
        found.headers().add("ce_type", "com.tencent.im.x".getBytes(UTF_8)).add("empty", null);

        assertThat(RecordText.of(found).lines().skip(1))
                .containsExactly(
                        "key: @TGS#1",
                        "ce_type: com.tencent.im.x",
                        "empty: (none)",
                        "{",
                        "  \"n\" : 2.50,",
                        "  \"s\" : \"雨\"",
                        "}");
        assertThat(RecordText.of(found)).startsWith("=== im.group 3@7  ");
    }

    @Test
    void what_is_not_json_shows_as_it_is_but_cannot_command_the_terminal() {
        ConsumerRecord<byte[], byte[]> found =
                new ConsumerRecord<>("im.dead-letter", 0, 0, null, "{\"a\":1} \u001b[2J\u009b2J\n\tb".getBytes(UTF_8));

        assertThat(RecordText.of(found)).contains("key: (none)\n{\"a\":1} ?[2J?2J\n\tb");
    }
}
