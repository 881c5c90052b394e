package io.imbridge.ops;

import io.vertx.core.json.JsonObject;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Wraps a formatter that makes a JSON object of each line, and adds the fields of this service's own lines. */
final class FieldFormatter extends ExtFormatter {
    private static final String OURS = "io.imbridge.";

    private final ExtFormatter json;

    FieldFormatter(ExtFormatter json) {
        this.json = json;
    }

    @Override
    public String format(ExtLogRecord line) {
        LogFields parts = String.valueOf(line.getLoggerName()).startsWith(OURS) ? LogFields.of(line) : null;
        if (parts == null) {
            return json.format(line);
        }
        ExtLogRecord phrase = new ExtLogRecord(line);
        phrase.setMessage(parts.phrase(), ExtLogRecord.FormatStyle.NO_FORMAT);
        String object = json.format(phrase);
        int end = object.lastIndexOf('}');
        String fields = new JsonObject(parts.fields()).encode();
        return object.substring(0, end) + "," + fields.substring(1, fields.length() - 1) + object.substring(end);
    }
}
