package io.imbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.words.VisibleText;
import java.util.Locale;

/** Writes JSON in which invisible characters and direction marks are escaped. The meaning of the JSON is unchanged. */
final class JsonEscapes {
    private JsonEscapes() {}

    static String of(JsonNode json) {
        StringBuilder escaped = new StringBuilder();
        json.toString().codePoints().forEach(character -> {
            String text = Character.toString(character);
            if (character < 0x7f || VisibleText.of(text).equals(text)) {
                escaped.append(text);
            } else {
                text.chars().forEach(unit -> escaped.append(String.format(Locale.ROOT, "\\u%04x", unit)));
            }
        });
        return escaped.toString();
    }
}
