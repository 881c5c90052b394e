package io.imbridge.ops;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A line of this service's log, split into a constant phrase and fields.
 *
 * @param phrase says what happened
 * @param fields the fields: numbers as numbers, everything else as text
 */
record LogFields(String phrase, Map<String, Object> fields) {
    private static final Pattern LINE = Pattern.compile("([^%=]*?)((?: [a-z][\\w-]*=\"?%[a-z]\"?(?:ms)?)+)");
    private static final Pattern FIELD = Pattern.compile(" ([a-z][\\w-]*)=\"?%[a-z]\"?(ms)?");

    /** Splits a log record; null if it has no fields. */
    static @Nullable LogFields of(ExtLogRecord line) {
        Object[] values = line.getParameters();
        Matcher matcher = LINE.matcher(String.valueOf(line.getMessage()));
        if (values == null || line.getFormatStyle() != ExtLogRecord.FormatStyle.PRINTF || !matcher.matches()) {
            return null;
        }
        Map<String, Object> fields = fields(matcher.group(2), values);
        return fields.size() == values.length ? new LogFields(matcher.group(1), fields) : null;
    }

    private static Map<String, Object> fields(String format, @Nullable Object[] values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(format);
        for (int i = 0; field.find() && i < values.length; i++) {
            String unit = field.group(2);
            fields.put(field.group(1), unit == null ? value(values[i]) : values[i] + unit);
        }
        return fields;
    }

    private static Object value(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean ? value : String.format(Locale.ROOT, "%s", value);
    }
}
