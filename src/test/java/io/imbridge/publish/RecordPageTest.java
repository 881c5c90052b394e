package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxRecord;
import io.imbridge.publish.PublishSettings.CloudEvents;
import io.imbridge.testkit.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordPageTest {
    private static final String TOPIC = "im.group.after-topic-info-changed";

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Page page = Page.of("docs/record.md");

    @Test
    void the_headers_of_an_event_are_those_on_every_record() {
        assertThat(headers(record(null, null)).keySet())
                .as(page.where("Header"))
                .isEqualTo(headersOn("every record"::equals));
    }

    @Test
    void a_key_brings_the_headers_of_records_with_a_key() {
        assertThat(headers(record("@TGS#2J4SZEAEL", null)).keySet())
                .as(page.where("Header"))
                .isEqualTo(headersOn(on -> on.equals("every record") || on.equals("records with a key")));
    }

    @Test
    void a_traced_request_brings_the_headers_of_traced_requests() {
        assertThat(headers(record(null, TRACEPARENT)).keySet())
                .as(page.where("Header"))
                .isEqualTo(headersOn(on -> on.equals("every record") || on.equals("traced requests")));
    }

    @Test
    void a_dead_letter_with_a_key_and_a_trace_has_every_header_but_that_of_records_sent_again() {
        OutboxRecord deadLetter =
                record("@TGS#2J4SZEAEL", TRACEPARENT).asDeadLetter("im.dead-letter", "record-too-large");

        Map<String, String> headers = headers(deadLetter);

        assertThat(headers.keySet())
                .as(page.where("Header"))
                .isEqualTo(headersOn(on -> !on.equals("records sent again")));
        assertThat(page.text()).as("%s", page).contains("On dead letters `" + headers.get("content-type") + "`");
    }

    @Test
    void the_examples_are_what_is_sent() {
        Map<String, String> examples = headers(record("@TGS#2J4SZEAEL", TRACEPARENT));
        examples.put("dead_letter_reason", "record-too-large");
        examples.put("dead_letter_resent", "0/17");

        assertThat(page.table("Header").stream()
                        .collect(Collectors.toMap(row -> Page.code(row.get(0)), row -> Page.code(row.get(2)))))
                .as(page.where("Header"))
                .isEqualTo(examples);
    }

    private Set<String> headersOn(Predicate<String> on) {
        return page.table("Header").stream()
                .filter(row -> on.test(row.get(1)))
                .map(row -> Page.code(row.get(0)))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> headers(OutboxRecord record) {
        Map<String, String> headers = new LinkedHashMap<>();
        new CloudEventRecords(CloudEvents.BINARY)
                .of(new KeptRecord(1795265997964091L, record))
                .headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static OutboxRecord record(@Nullable String key, @Nullable String traceparent) {
        return ExampleRecords.record(key, traceparent, new byte[0]);
    }
}
