package io.imbridge.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.publish.PublishSettings;
import io.imbridge.testkit.GoldenCallback;
import io.smallrye.config.WithDefault;

/**
 * Makes the AsyncAPI document: every topic as a channel, with its message, headers and key.
 *
 * <p>It is self-contained: it refers to no other document. Its schemas use only the keywords of AsyncAPI's own dialect.
 */
final class AsyncApi {
    private static final String DEAD_LETTER = "dead-letter";
    private static final String TIMELINE = "timeline";
    private static final String KAFKA_BINDING = "0.5.0";

    private static final String ABOUT = """
        The callbacks of Tencent Cloud IM as events in Kafka.

        The topics have their default names here: the configuration may give them another prefix, and single ones \
        another name. A record is a CloudEvent 1.0 in Kafka's binary mode: its value is the event, its headers are \
        the attributes. With bridge.publish.cloud-events=structured the value is a CloudEvent in JSON instead, \
        whose data is the event; its headers are content-type, application/cloudevents+json; charset=UTF-8, and \
        traceparent where there is one. \
        Dead letters are always in binary mode.

        A record may arrive twice: drop it when you have seen its ce_id. Records of one key keep their order within \
        a topic.

        What every group and topic is now is in two more topics, which are compacted and written in transactions: \
        read them with isolation.level=read_committed.

        Within a version of this document fields are only added. Ignore those that you do not know.
        """;

    private final ObjectNode document = node();
    private final ObjectNode channels = node();
    private final ObjectNode operations = node();
    private final ObjectNode messages = node();

    private AsyncApi() {
        document.put("asyncapi", "3.0.0");
        document.set("info", info());
        document.put("defaultContentType", "application/json");
        document.withObject("/servers/kafka")
                .put("host", "localhost:9092")
                .put("protocol", "kafka")
                .put("description", "The brokers that kafka.bootstrap.servers names.");
        document.set("channels", channels);
        document.set("operations", operations);
        document.withObject("/components").set("messages", messages);
        schemas(document.withObject("/components/schemas"));
    }

    static ObjectNode document() {
        AsyncApi api = new AsyncApi();
        CommandCatalog.all().forEach(command -> api.event(command.topicSuffix(), command));
        api.event(EventSchemas.UNKNOWN, EventSchemas.unknown());
        api.profiles(ProfileSchemas.GROUPS, "group", "io.imbridge.GroupProfile");
        api.profiles(ProfileSchemas.TOPICS, "topic", "io.imbridge.TopicProfile");
        api.add(ProfileSchemas.READS, ReadSchemas.description(), ReadSchemas.message(), ReadSchemas.KEY);
        api.add(
                ProfileSchemas.CORRECTIONS,
                CorrectionSchemas.description(),
                CorrectionSchemas.message(),
                CorrectionSchemas.KEY);
        api.deadLetter();
        api.timeline();
        return api.document;
    }

    private void event(String name, CallbackCommand command) {
        String description = EventSchemas.description(command);
        ObjectNode message = node();
        if (command.isKnown()) {
            message.put("name", "com.tencent.im." + command.name()).put("title", command.name());
        } else {
            message.put("name", EventSchemas.UNKNOWN).put("title", "A command that is not in the catalogue");
        }
        message.put("summary", CommandWords.phase(command)).put("contentType", "application/json");
        message.set("headers", headers(command));
        message.set("payload", payload(command));
        add(name, description, message, CommandWords.key(command));
    }

    private void profiles(String name, String what, String type) {
        String description = ProfileSchemas.description(what);
        ObjectNode message = ProfileSchemas.message(
                type,
                "The profile of a " + what,
                description + " The value is null when it has ended.",
                ProfileSchemas.headers(type),
                ProfileSchemas.object(name));
        add(
                name,
                description + " Compacted; written in transactions.",
                message,
                "the app, a colon, and the " + what + "'s id");
    }

    private void deadLetter() {
        String what = "What cannot go its normal way: the raw body of a callback that was refused with 400, or a record"
                + " that Kafka refuses for itself.";
        ObjectNode message = node().put("name", DEAD_LETTER)
                .put("title", "Dead letter")
                .put("summary", what)
                .put("contentType", "application/octet-stream");
        message.set("headers", reference("/components/schemas/deadLetterHeaders"));
        message.withObject("/payload")
                .put("description", "What came as a body, or the value of a record that Kafka refused: bytes.")
                .put("type", "string");
        add(DEAD_LETTER, what, message, "that of the record; none for a raw body");
    }

    private void add(String name, String description, ObjectNode message, String key) {
        if (!key.equals("none")) {
            message.withObject("/bindings/kafka/key").put("description", key).put("type", "string");
        }
        message.withObject("/bindings/kafka").put("bindingVersion", KAFKA_BINDING);
        messages.set(name, message);

        channel(name, description);
        carry(name, "event", name);
    }

    /** Adds the topic with the events of all groups, whose messages already exist. */
    private void timeline() {
        channel(
                TIMELINE,
                "Only with bridge.publish.timeline-topic, which gives its name: the events of all groups a second time,"
                        + " in one order. Key: /GroupId of the callback's body, for every command.");
        CommandCatalog.all().stream()
                .map(CallbackCommand::topicSuffix)
                .filter(name -> name.startsWith("group."))
                .forEach(name -> carry(TIMELINE, name, name));
        carry(TIMELINE, EventSchemas.UNKNOWN, EventSchemas.UNKNOWN);
    }

    private void channel(String name, String description) {
        String address = byDefault("topicPrefix") + "." + name;
        ObjectNode channel = channels.putObject(name).put("address", address).put("description", description);
        channel.putObject("messages");
        channel.withObject("/bindings/kafka")
                .put("topic", address)
                .put("partitions", Integer.parseInt(byDefault("partitions")))
                .put("bindingVersion", KAFKA_BINDING);
        ObjectNode operation = operations.putObject("send-" + name).put("action", "send");
        operation.set("channel", reference("/channels/" + name));
    }

    /** Adds a message to a channel, under the channel's own name for it. */
    private void carry(String channel, String name, String message) {
        channels.withObject("/" + channel + "/messages").set(name, reference("/components/messages/" + message));
        operations
                .withObject("/send-" + channel)
                .withArray("messages")
                .add(reference("/channels/" + channel + "/messages/" + name));
    }

    private static ObjectNode headers(CallbackCommand command) {
        ObjectNode common = reference("/components/schemas/headers");
        if (!command.isKnown()) {
            return common;
        }
        ObjectNode own = node();
        own.withObject("/properties/ce_type").put("type", "string").put("const", "com.tencent.im." + command.name());
        return bothOf(common, own);
    }

    private static ObjectNode payload(CallbackCommand command) {
        ObjectNode common =
                reference("/components/schemas/" + (command.shape() == Shape.PROFILE ? "profileEvent" : "event"));
        if (!command.isKnown()) {
            return common;
        }
        ObjectNode own = node();
        own.withObject("/properties").set("command", EventSchemas.command(command));
        return bothOf(common, own);
    }

    private static void schemas(ObjectNode schemas) {
        schemas.set("headers", EventHeaders.ofEvents());
        schemas.set("deadLetterHeaders", EventHeaders.ofDeadLetters());
        ObjectNode event = node().put("description", "What every event has in common. " + EventSchemas.RULES);
        schemas.set("event", event.setAll(EventSchemas.object(EventFields.common())));
        ObjectNode profile = node().put("type", "object");
        profile.set("properties", EventFields.profile());
        schemas.set(
                "profileEvent",
                bothOf(reference("/components/schemas/event"), profile)
                        .put("description", "An event of the commands that tell what a group or a topic looks like."));
    }

    private static ObjectNode info() {
        ObjectNode info = node().put("title", "im-kafka-bridge")
                .put("version", EventSchemas.VERSION + ".0.0")
                .put("description", ABOUT.strip());
        info.withObject("/license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        return info;
    }

    /** The default of a setting. */
    private static String byDefault(String setting) {
        try {
            return PublishSettings.class
                    .getMethod(setting)
                    .getAnnotation(WithDefault.class)
                    .value();
        } catch (NoSuchMethodException renamed) {
            throw new IllegalStateException(renamed);
        }
    }

    private static ObjectNode bothOf(ObjectNode first, ObjectNode second) {
        ObjectNode both = node();
        both.withArray("allOf").add(first).add(second);
        return both;
    }

    private static ObjectNode reference(String pointer) {
        return node().put("$ref", "#" + pointer);
    }

    private static ObjectNode node() {
        return GoldenCallback.JSON.createObjectNode();
    }
}
