package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventRecordsTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final byte[] VALUE = "{\"command\":\"a.b\",\"number\":1.10,\"text\":\"\\u00e9\"}".getBytes(UTF_8);

    private final CloudEventRecords binary = new CloudEventRecords(CloudEvents.BINARY);
    private final CloudEventRecords structured = new CloudEventRecords(CloudEvents.STRUCTURED);

    @Test
    void structured_mode_says_in_the_value_what_binary_mode_says_in_headers() throws IOException {
        KeptRecord kept = kept("@TGS#a");

        JsonNode value = GoldenCallback.JSON.readTree(structured.of(kept).value());

        Map<String, String> attributes = new TreeMap<>();
        value.properties().stream()
                .filter(member -> !member.getKey().equals("data"))
                .forEach(member -> attributes.put(
                        member.getKey().equals("datacontenttype") ? "content-type" : "ce_" + member.getKey(),
                        member.getValue().textValue()));
        assertThat(attributes).isEqualTo(headers(binary.of(kept)));
    }

    @Test
    void structured_mode_has_one_header_and_the_same_key_and_time() {
        KeptRecord kept = kept("@TGS#a");

        ProducerRecord<byte[], byte[]> record = structured.of(kept);

        assertThat(headers(record)).isEqualTo(Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));
        assertThat(record.key()).isEqualTo(binary.of(kept).key());
        assertThat(record.timestamp()).isEqualTo(binary.of(kept).timestamp());
        assertThat(record.topic()).isEqualTo(binary.of(kept).topic());
    }

    @Test
    void an_event_has_the_time_of_its_arrival_and_a_dead_letter_that_of_its_sending() {
        KeptRecord kept = kept("@TGS#a");
        KeptRecord deadLetter = new KeptRecord(1, kept.record().asDeadLetter("im.dead-letter", "invalid-timestamp"));

        assertThat(binary.of(kept).timestamp())
                .isEqualTo(kept.record().receivedTime().toEpochMilli());
        assertThat(binary.of(deadLetter).timestamp())
                .as("Kafka's client sets it")
                .isNull();
    }

    @Test
    void the_data_is_the_event_byte_for_byte() {
        assertThat(new String(structured.of(kept("@TGS#a")).value(), UTF_8))
                .endsWith(",\"data\":" + new String(VALUE, UTF_8) + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"quoted\"", "back\\slash", "\ud83d\ude00", "\u7fa4", "a:b", " ", "\u00a0", "\u200b", "\ufffd"})
    void a_key_of_characters_that_a_subject_may_have_is_the_subject(String key) throws IOException {
        assertSubject(key, key);
    }

    @ParameterizedTest
    @CsvSource({
        "x\u000by, x%0By",
        "x\u0000y, x%00y",
        "x\u001fy, x%1Fy",
        "\u007f, %7F",
        "\u0080\u009f, %C2%80%C2%9F",
        "\ufffe, %EF%BF%BE",
        "\ufdd0\ufdef\ufdf0, %EF%B7%90%EF%B7%AF\ufdf0",
        "\ud83f\udfff\ud83d\ude00, %F0%9F%BF%BF\ud83d\ude00",
        "\udbff\udffe, %F4%8F%BF%BE",
        "100%, 100%25",
        "%0A, %250A",
    })
    void what_cloudevents_forbids_in_it_is_percent_encoded(String key, String subject) throws IOException {
        assertSubject(key, subject);
    }

    @Test
    void no_subject_has_a_character_that_cloudevents_forbids_and_each_gives_its_key_back() throws IOException {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character += character < 0x3000 ? 1 : 0xff) {
            String key = "k" + Character.toString(character);
            String subject = subject(key);

            assertThat(subject.codePoints()).as("%04x", character).noneMatch(CloudEventRecordsTest::isForbidden);
            assertThat(URLDecoder.decode(subject.replace("+", "%2B"), UTF_8))
                    .isEqualTo(new String(binary.of(kept(key)).key(), UTF_8));
        }
    }

    @Test
    void half_a_surrogate_pair_is_in_the_subject_what_it_is_in_the_key() throws IOException {
        assertThat(binary.of(kept("a\ud800b\udc00")).key()).isEqualTo("a?b?".getBytes(UTF_8));
        assertSubject("a\ud800b\udc00", "a?b?");
    }

    @Test
    void a_key_that_encoding_would_make_much_longer_has_no_subject() throws IOException {
        assertSubject("\u0001".repeat(16 * 1024), "%01".repeat(16 * 1024));

        ProducerRecord<byte[], byte[]> record = binary.of(kept("\u0001".repeat(16 * 1024 + 1)));

        assertThat(headers(record)).doesNotContainKey("ce_subject");
        assertThat(record.key()).hasSize(16 * 1024 + 1);
    }

    /** According to the specification: C0 and C1, noncharacters, halves of surrogate pairs. */
    private static boolean isForbidden(int character) {
        return Character.getType(character) == Character.CONTROL
                || Character.getType(character) == Character.SURROGATE
                || (character & 0xfffe) == 0xfffe
                || (character >= 0xfdd0 && character <= 0xfdef);
    }

    private void assertSubject(String key, String subject) throws IOException {
        assertThat(subject(key)).isEqualTo(subject);
        assertThat(headers(binary.of(kept(key)))).containsEntry("ce_subject", subject);
    }

    private String subject(String key) throws IOException {
        return GoldenCallback.JSON
                .readTree(structured.of(kept(key)).value())
                .get("subject")
                .textValue();
    }

    @Test
    void without_a_key_there_is_no_subject() throws IOException {
        ProducerRecord<byte[], byte[]> record = structured.of(kept(null));

        assertThat(record.key()).isNull();
        assertThat(GoldenCallback.JSON.readTree(record.value()).has("subject")).isFalse();
    }

    @Test
    void a_trace_is_a_header_in_both_modes() {
        assertThat(headers(structured.of(kept("@TGS#a", TRACEPARENT)))).containsEntry("traceparent", TRACEPARENT);
        assertThat(headers(binary.of(kept("@TGS#a", TRACEPARENT)))).containsEntry("traceparent", TRACEPARENT);
        assertThat(headers(binary.of(kept("@TGS#a")))).doesNotContainKey("traceparent");
    }

    @Test
    void a_dead_letter_is_in_binary_mode_either_way() {
        OutboxRecord deadLetter = kept("@TGS#a").record().asDeadLetter("im.dead-letter", "not-json");
        KeptRecord kept = new KeptRecord(1, deadLetter);

        ProducerRecord<byte[], byte[]> record = structured.of(kept);

        assertThat(record.value()).isEqualTo(VALUE);
        assertThat(headers(record)).isEqualTo(headers(binary.of(kept))).containsEntry("dead_letter_reason", "not-json");
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static KeptRecord kept(String key) {
        return kept(key, null);
    }

    private static KeptRecord kept(String key, String traceparent) {
        return new KeptRecord(1795265997964091L, ExampleRecords.record(key, traceparent, VALUE));
    }
}
