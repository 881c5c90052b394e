package io.imbridge.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a CloudEvent in the JSON event format: its attributes, and its data unchanged. */
final class StructuredEvent {
    /** The media type of the result. */
    static final String TYPE = "application/cloudevents+json; charset=UTF-8";

    /** Space for the names, and for all attributes except the subject. */
    private static final int OWN_LENGTH = 1024;

    private StructuredEvent() {}

    /**
     * Writes an event.
     *
     * @param data JSON in UTF-8
     */
    static byte[] write(Map<String, String> attributes, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(OWN_LENGTH + data.length);
        out.write('{');
        attributes.forEach((name, value) -> {
            string(name, out);
            out.write(':');
            string(value, out);
            out.write(',');
        });
        string("data", out);
        out.write(':');
        out.writeBytes(data);
        out.write('}');
        return out.toByteArray();
    }

    /**
     * An attribute of an event that was written here, if its value needs no escapes; null when there is none.
     *
     * <p>Quotes within a text are escaped and the attributes come before the data, so the search finds nothing but the
     * attribute.
     */
    static @Nullable String attribute(String name, byte[] event) {
        String text = new String(event, ISO_8859_1);
        String head = "\"" + name + "\":\"";
        int at = text.indexOf(head);
        int begin = at + head.length();
        int end = at < 0 ? -1 : text.indexOf('"', begin);
        return end < 0 ? null : text.substring(begin, end);
    }

    private static void string(String text, ByteArrayOutputStream out) {
        out.write('"');
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        out.write('"');
    }
}
