package io.imbridge.words;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a message: the beginning of its text, or its type if it has no text. */
final class MessageText {
    private static final JsonPointer TEXT = JsonPointer.valueOf("/MsgContent/Text");

    private MessageText() {}

    /** The content of a {@code MsgBody}; null when the JSON is not a message body. */
    static @Nullable List<Part> of(JsonNode body) {
        if (!body.isArray() || body.isEmpty()) {
            return null;
        }
        List<Part> said = new ArrayList<>(element(body.get(0)));
        int more = body.size() - 1;
        if (more > 0) {
            said.add(Part.plain(Phrases.get("list.and") + more + " "
                    + Phrases.get(more == 1 ? "message.more-part" : "message.more-parts")));
        }
        return said;
    }

    private static List<Part> element(JsonNode element) {
        String text = SentenceContext.text(element.at(TEXT));
        if (text != null && !text.isEmpty()) {
            return List.of(SentenceContext.value(text));
        }
        String type = SentenceContext.text(element.path("MsgType"));
        String phrase = type == null ? null : Phrases.find("message." + type);
        return phrase != null || type == null
                ? List.of(Part.plain(phrase == null ? Phrases.get("message.other") : phrase))
                : List.of(Part.plain(Phrases.get("message.other") + " "), SentenceContext.value(type));
    }
}
