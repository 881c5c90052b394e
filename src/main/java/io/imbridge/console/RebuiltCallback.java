package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.TopicNames;
import io.imbridge.events.ValueJson;
import java.net.URLEncoder;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Restores a callback from the event that was made of it, to send it again or to use it in a test.
 *
 * <p>It restores the fields, not the bytes: an event does not keep the order of fields, white space, or the spelling of
 * numbers and times. For an event of a batch, it restores a callback with that one event.
 */
final class RebuiltCallback {
    /** The arrival time of the golden callbacks, and their app. */
    private static final String ARRIVAL = "2026-11-21T08:30:00.123Z";

    private static final String APP = "1400000000";
    private static final String PREFIX = "im";

    private final CallbackCommand command;
    private final JsonNode event;
    private final @Nullable String key;

    private RebuiltCallback(CallbackCommand command, JsonNode event, @Nullable String key) {
        this.command = command;
        this.event = event;
        this.key = key;
    }

    /** The callback of an event in either mode of CloudEvents; null if the value is not an event. */
    static @Nullable RebuiltCallback of(JsonNode value, @Nullable String key) {
        JsonNode event = value.has("specversion") && value.has("data") ? value.path("data") : value;
        String name = event.path("command").textValue();
        return name == null || !CallbackCommand.isWellFormed(name)
                ? null
                : new RebuiltCallback(CommandCatalog.find(name), event, key);
    }

    /** A shell command that sends the callback to a service on this machine. */
    String curl() {
        String app = event.path("sdkAppId").asText(APP);
        String body = JsonEscapes.of(CallbackBody.of(command, event));
        return "curl -s 'http://localhost:8080/?" + query(app) + "' -d '" + body.replace("'", "'\\''") + "'";
    }

    /** The files of a folder below {@code src/test/resources/callbacks}, by name. */
    ObjectNode fixture() {
        ObjectNode files = ValueJson.MAPPER.createObjectNode();
        files.put("body.json", CallbackBody.of(command, event).toPrettyString() + "\n");
        ArrayNode records = ValueJson.MAPPER.createArrayNode();
        ObjectNode value = event.deepCopy();
        value.put("sdkAppId", APP).put("receivedTime", ARRIVAL);
        records.addObject()
                .put("topic", new TopicNames(PREFIX, Map.of()).of(command.name()))
                .put("key", key)
                .put("time", event.path("eventTime").asText(ARRIVAL))
                .set("value", value);
        files.put("event.json", records.toPrettyString() + "\n");
        return files.put("query.txt", query(APP) + "\n");
    }

    private String query(String app) {
        StringJoiner query = new StringJoiner("&");
        query.add("SdkAppid=" + encoded(app))
                .add("CallbackCommand=" + command.name())
                .add("contenttype=json");
        JsonNode client = event.path("client");
        if (client.has("ip")) {
            query.add("ClientIP=" + encoded(client.path("ip").asText()));
        }
        if (client.has("platform")) {
            query.add("OptPlatform=" + encoded(client.path("platform").asText()));
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
