package io.imbridge.words;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.callback.CommandCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one sentence about any event.
 *
 * <p>Each command of the catalogue has a pattern. Some commands have several: {@code <command>.by} is a place in the
 * event, and the value at this place chooses the pattern {@code <command>.<value>}; {@code absent} is one of the
 * values. A command without a pattern gets a sentence that only repeats its name. A correction by a read uses
 * {@code corrected.<what>}. Any JSON is accepted, and no JSON causes an exception.
 */
public final class Sentences {
    private static final String UNKNOWN = "unknown-command";
    private static final String NO_EVENT = "no-event";
    private static final String CORRECTED = "corrected";
    private static final Map<String, Template> TEMPLATES = read();

    private Sentences() {}

    /**
     * The sentence of an event.
     *
     * @param event the value of its record
     * @param names the names of groups and topics
     */
    public static Sentence of(JsonNode event, Names names) {
        JsonNode command = event.path("command");
        String key = command.isTextual() ? key(command.textValue(), event) : keyOfCorrection(event);
        Template template = TEMPLATES.get(key);
        if (template == null) {
            throw new IllegalStateException("no pattern for " + key);
        }
        return Sentence.joining(template.fill(new SentenceContext(event, names)));
    }

    /** The sentence for a value that is not an event: bytes that are not JSON, or not an object. */
    public static Sentence ofNoEvent() {
        return new Sentence(List.of(Part.plain(Phrases.get(NO_EVENT))));
    }

    /** Whether a command has a pattern of its own. */
    static boolean knows(String command) {
        return CommandCatalog.knows(command) && TEMPLATES.containsKey(command);
    }

    private static String key(String command, JsonNode event) {
        if (!knows(command)) {
            return UNKNOWN;
        }
        String key = command;
        String by = Phrases.find(command + ".by");
        while (by != null) {
            String next = key + "." + choice(event.at(by));
            if (!TEMPLATES.containsKey(next)) {
                return key;
            }
            key = next;
            by = Phrases.find(key + ".by");
        }
        return key;
    }

    private static String keyOfCorrection(JsonNode event) {
        String key = CORRECTED + "." + event.path(CORRECTED).asText();
        return TEMPLATES.containsKey(key) ? key : NO_EVENT;
    }

    private static String choice(JsonNode chooser) {
        String text = SentenceContext.text(chooser);
        return text == null || text.isEmpty() ? "absent" : text;
    }

    private static Map<String, Template> read() {
        Map<String, Template> templates = new HashMap<>();
        for (String key : Phrases.keys()) {
            boolean isOfCommand = Character.isUpperCase(key.charAt(0)) && !key.endsWith(".by");
            boolean isOfCorrection = key.startsWith(CORRECTED + ".");
            if (isOfCommand || isOfCorrection || key.equals(UNKNOWN) || key.equals(NO_EVENT)) {
                templates.put(key, Template.of(Phrases.get(key)));
            }
        }
        return Map.copyOf(templates);
    }
}
