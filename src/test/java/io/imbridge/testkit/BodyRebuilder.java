package io.imbridge.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.ProfileField;
import io.imbridge.callback.TimeRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Restores the callback's body from its event, which shows that nothing was lost.
 *
 * <p>An event time is restored as a time whatever its JSON type was, and a single topic id as a list of one. So both
 * sides are compared in one form.
 */
public final class BodyRebuilder {
    private static final String TIME = "the event time";
    private static final BigDecimal LAST =
            BigDecimal.valueOf(GoldenCallback.RECEIVED.plus(Duration.ofDays(1)).toEpochMilli());
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,8})?");
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final List<String> NAMES = List.of("CallbackCommand", "WebhookCommand");
    private static final Map<String, String> FIELDS = Map.of(
            "groupId", "GroupId",
            "topicId", "TopicId",
            "topicIds", "TopicIdList",
            "groupType", "Type",
            "operator", "Operator_Account");
    private static final Map<String, String> CHANGES = Arrays.stream(ProfileField.values())
            .collect(Collectors.toMap(ProfileField::eventName, ProfileField::vendorName));

    private BodyRebuilder() {}

    /** The body for an event's value. */
    public static ObjectNode rebuild(JsonNode value) {
        ObjectNode body = GoldenCallback.JSON.createObjectNode();
        FIELDS.forEach((name, field) -> move(value, name, body, field));
        CHANGES.forEach((name, field) -> move(value.path("changes"), name, body, field));
        move(
                value,
                "owner",
                body,
                CommandCatalog.find(value.path("command").asText()).owner());
        movePairs(value, "customFields", body, List.of("UserDefinedDataList", "Key", "Value"));
        movePairs(value, "attributes", body, List.of("GroupAttr", "key", "value"));
        move(value, "eventTime", body, TIME);
        value.path("extra").properties().forEach(field -> body.set(field.getKey(), field.getValue()));
        return body;
    }

    /**
     * A body in the form in which {@link #rebuild} restores it: one object for each of its events, with the fields of
     * that event.
     */
    public static List<ObjectNode> canonical(CallbackCommand command, JsonNode body) {
        ObjectNode whole = body.deepCopy();
        dropCommand(command, whole);
        if (command.shape() != CallbackCommand.Shape.BATCH) {
            return List.of(canonicalEvent(command, whole));
        }
        return holdsEvents(whole.path("Events")) ? canonicalBatch(command, whole) : List.of(whole);
    }

    private static void dropCommand(CallbackCommand command, ObjectNode body) {
        for (String name : NAMES) {
            if (command.name().equals(body.path(name).textValue())) {
                body.remove(name);
            }
        }
    }

    private static List<ObjectNode> canonicalBatch(CallbackCommand command, ObjectNode batch) {
        List<ObjectNode> events = new ArrayList<>();
        for (JsonNode element : batch.remove("Events")) {
            ObjectNode own = element.deepCopy();
            dropCommand(command, own);
            ObjectNode event = canonicalEvent(command, own);
            addShared(batch, event);
            events.add(event);
        }
        return events;
    }

    /**
     * If an event has a field under {@code extra} with the name of a shared field, the shared field gets another name.
     */
    private static void addShared(ObjectNode shared, ObjectNode event) {
        ObjectNode extra = event.deepCopy();
        for (String field : List.of("GroupId", "TopicId", "Operator_Account")) {
            if (extra.path(field).isTextual()) {
                extra.remove(field);
            }
        }
        Set<String> names = new HashSet<>();
        extra.fieldNames().forEachRemaining(names::add);
        shared.fieldNames().forEachRemaining(names::add);
        shared.properties().forEach(field -> {
            String name = field.getKey();
            if (extra.has(name)) {
                do {
                    name = "Batch." + name;
                } while (!names.add(name));
            }
            event.set(name, field.getValue());
        });
    }

    private static boolean holdsEvents(JsonNode list) {
        return list.isArray() && !list.isEmpty() && list.valueStream().allMatch(JsonNode::isObject);
    }

    private static ObjectNode canonicalEvent(CallbackCommand command, ObjectNode body) {
        ObjectNode canonical = body.deepCopy();
        if (canonical.path("TopicIdList").isTextual() && command.shape() == CallbackCommand.Shape.PROFILE) {
            canonical.putArray("TopicIdList").add(body.get("TopicIdList"));
        }
        for (TimeRule rule : command.times()) {
            Instant time = time(body.path(rule.field()), rule);
            if (time != null) {
                canonical.remove(rule.field());
                canonical.put(TIME, MILLISECONDS.format(time));
                break;
            }
        }
        return canonical;
    }

    private static @Nullable Instant time(JsonNode value, TimeRule rule) {
        String text = value.isNumber() || value.isTextual() ? value.asText() : "";
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        BigDecimal count = new BigDecimal(text);
        BigDecimal millis = rule.unit() == TimeUnit.SECONDS ? count.scaleByPowerOfTen(3) : count;
        boolean whole = count.signum() == 0 || count.stripTrailingZeros().scale() <= 0;
        return !whole || count.compareTo(BigDecimal.valueOf(rule.least())) < 0 || millis.compareTo(LAST) > 0
                ? null
                : Instant.ofEpochMilli(millis.longValueExact());
    }

    /**
     * Turns an object back into a list of pairs. {@code field} has the names of the list, the pair's name and the
     * pair's value.
     */
    private static void movePairs(JsonNode from, String name, ObjectNode to, List<String> field) {
        if (from.has(name)) {
            ArrayNode list = to.putArray(field.get(0));
            from.get(name).properties().forEach(pair -> list.addObject()
                    .put(field.get(1), pair.getKey())
                    .set(field.get(2), pair.getValue()));
        }
    }

    private static void move(JsonNode from, String name, ObjectNode to, String field) {
        if (from.has(name)) {
            to.set(field, from.get(name));
        }
    }
}
