package io.imbridge.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known, as it stands in the stores: JSON, in which a statement is an array without names. */
final class StateJson {
    private StateJson() {}

    static byte[] write(GroupState group) {
        ObjectNode node = written(group.life(), group.facts(), group.version());
        ObjectNode topics = node.putObject("topics");
        group.topics()
                .forEach((id, mark) -> topics.putArray(id).add(mark.isAlive()).add(written(mark.since())));
        return EventJson.bytes(node);
    }

    static byte[] write(TopicState topic) {
        return EventJson.bytes(
                written(topic.life(), topic.facts(), topic.version()).put("group", topic.groupId()));
    }

    static GroupState group(byte[] json) {
        JsonNode node = Objects.requireNonNull(EventJson.object(json));
        SortedMap<String, TopicMark> topics = map(
                node.get("topics"),
                mark -> new TopicMark(mark.get(0).booleanValue(), Objects.requireNonNull(told(mark.get(1)))));
        return new GroupState(life(node), facts(node), topics, version(node));
    }

    static TopicState topic(byte[] json) {
        JsonNode node = Objects.requireNonNull(EventJson.object(json));
        return new TopicState(node.get("group").textValue(), life(node), facts(node), version(node));
    }

    private static ObjectNode written(Life life, Facts facts, long version) {
        ObjectNode node = EventJson.MAPPER.createObjectNode();
        node.put("version", version);
        ArrayNode written = node.putArray("life");
        written.add(written(life.ended())).add(written(life.heard()));
        life.creations().forEach(creation -> written.add(written(creation)));
        put(node.putObject("values"), facts.values());
        put(node.putObject("cleared"), facts.cleared());
        return node;
    }

    private static void put(ObjectNode node, Map<String, Told> statements) {
        statements.forEach((place, told) -> node.set(place, written(told)));
    }

    private static @Nullable JsonNode written(@Nullable Told told) {
        return told == null
                ? null
                : EventJson.MAPPER
                        .createArrayNode()
                        .add(told.stamp().time())
                        .add(told.stamp().sequence())
                        .add(told.source() == Source.READ)
                        .add(told.operator())
                        .add(told.value());
    }

    private static @Nullable Told told(JsonNode node) {
        return node.isNull()
                ? null
                : new Told(
                        new Stamp(node.get(0).longValue(), node.get(1).longValue()),
                        node.get(4).textValue(),
                        node.get(3).textValue(),
                        node.get(2).booleanValue() ? Source.READ : Source.CALLBACK);
    }

    private static Life life(JsonNode node) {
        JsonNode life = node.get("life");
        SortedSet<Told> creations = new TreeSet<>();
        for (int at = 2; at < life.size(); at++) {
            creations.add(Objects.requireNonNull(told(life.get(at))));
        }
        return new Life(creations, told(life.get(0)), told(life.get(1)));
    }

    private static Facts facts(JsonNode node) {
        Function<JsonNode, Told> told = statement -> Objects.requireNonNull(told(statement));
        return new Facts(map(node.get("values"), told), map(node.get("cleared"), told));
    }

    private static long version(JsonNode node) {
        return node.get("version").longValue();
    }

    private static <T> SortedMap<String, T> map(JsonNode object, Function<JsonNode, T> value) {
        SortedMap<String, T> map = new TreeMap<>();
        object.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
        return map;
    }
}
