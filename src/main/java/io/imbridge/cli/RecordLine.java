package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.imbridge.outbox.OutboxRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** An outbox record as one printable line of JSON, from which the record can be restored byte by byte. */
final class RecordLine {
    private static final JsonFactory JSON = new JsonFactory();

    private RecordLine() {}

    static String of(long sequence, OutboxRecord record) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("sequence", sequence);
            json.writeStringField("topic", record.topic());
            json.writeStringField("key", record.key());
            json.writeStringField("command", record.command());
            json.writeStringField("sdkAppId", record.sdkAppId());
            json.writeStringField("id", record.id().toString());
            json.writeStringField("fingerprint", record.fingerprint());
            json.writeStringField("time", record.time().toString());
            json.writeStringField("receivedTime", record.receivedTime().toString());
            json.writeStringField("deadLetterReason", record.deadLetterReason());
            json.writeStringField("traceparent", record.traceparent());
            String text = text(record.value());
            if (text == null) {
                json.writeBinaryField("valueBase64", record.value());
            } else {
                json.writeStringField("value", text);
            }
            json.writeEndObject();
        }
        return Printable.of(line.toString());
    }

    /** The text of a value; null if the value is not UTF-8. */
    private static @Nullable String text(byte[] value) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }
}
