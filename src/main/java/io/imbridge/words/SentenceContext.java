package io.imbridge.words;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event while its sentence is made, with the names of its group and topic. */
record SentenceContext(JsonNode event, Names names) {
    private static final int MOST_OF_VALUE = 120;
    private static final int MOST_OF_NAME = 64;

    private static final String TIME = "[-0-9]{10}T[:0-9]{8}(\\.[0-9]{1,9})?Z";

    private static final JsonPointer APP = JsonPointer.valueOf("/sdkAppId");
    static final JsonPointer GROUP = JsonPointer.valueOf("/groupId");
    static final JsonPointer TOPIC = JsonPointer.valueOf("/topicId");
    static final JsonPointer OPERATOR = JsonPointer.valueOf("/operator");

    /** The text at the first of these places that is not empty; null when all are empty. */
    @Nullable
    String text(List<JsonPointer> places) {
        for (JsonPointer place : places) {
            String found = text(event.at(place));
            if (found != null && !found.isEmpty()) {
                return found;
            }
        }
        return null;
    }

    /** The text of a value of any type; null when the value is absent or null. */
    static @Nullable String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }

    /** A group, by its name if that is known. */
    Part group(String id) {
        return named(names.group(app(), id), id, Part.Kind.GROUP);
    }

    /** A topic, by its name if that is known. */
    Part topic(String id) {
        return named(names.topic(app(), id), id, Part.Kind.TOPIC);
    }

    private static Part named(@Nullable String name, String id, Part.Kind kind) {
        return name(name == null || name.isBlank() ? id : name, kind);
    }

    static Part name(String name, Part.Kind kind) {
        return new Part(VisibleText.cut(name, MOST_OF_NAME), kind);
    }

    static Part value(String value) {
        return new Part(VisibleText.cut(value, MOST_OF_VALUE), Part.Kind.VALUE);
    }

    /** A time in the form that the service uses for all times; any other text stays unchanged. */
    static Part time(String text) {
        return value(text.matches(TIME) ? text.substring(0, 10) + ' ' + text.substring(11, 19) + " UTC" : text);
    }

    private String app() {
        String app = text(event.at(APP));
        return app == null ? "" : app;
    }
}
