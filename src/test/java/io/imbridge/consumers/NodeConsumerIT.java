package io.imbridge.consumers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tests the consumer of {@code docs/consumers/node}. */
class NodeConsumerIT extends ConsumerContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Node project = Node.project(Path.of("docs", "consumers", "node"));

    NodeConsumerIT() {
        super("node");
    }

    @Override
    ChildProcess start(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("FILE", file().toString());
        return project.start(environment, "consumer.js");
    }

    @Override
    List<List<String>> profiles() {
        return shown().map(profile -> {
                    Map<String, String> fields = fields(profile);
                    return Arrays.asList(
                            profile.get("groupId").textValue(),
                            profile.get("topicId").textValue(),
                            fields.get("name"),
                            fields.get("introduction"),
                            fields.get("notification"),
                            fields.get("faceUrl"));
                })
                .toList();
    }

    @Override
    List<List<String>> customFields() {
        List<List<String>> rows = new ArrayList<>();
        shown().forEach(profile -> fields(profile).entrySet().stream()
                .filter(field -> field.getKey().startsWith("custom:"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> rows.add(List.of(
                        profile.get("groupId").textValue(),
                        profile.get("topicId").textValue(),
                        field.getKey().substring("custom:".length()),
                        field.getValue()))));
        return rows;
    }

    @Override
    int events() {
        for (JsonNode group : read().at("/kept/events")) {
            if (group.get(0).textValue().equals(Community.GROUP)) {
                return group.get(1).intValue();
            }
        }
        return 0;
    }

    private Stream<JsonNode> shown() {
        List<JsonNode> profiles = new ArrayList<>();
        read().get("profiles").forEach(profiles::add);
        return profiles.stream()
                .sorted(Comparator.comparing(
                                (JsonNode profile) -> profile.get("groupId").textValue())
                        .thenComparing(profile -> profile.get("topicId").textValue()));
    }

    private static Map<String, String> fields(JsonNode profile) {
        Map<String, String> fields = new LinkedHashMap<>();
        profile.get("fields")
                .forEach(field ->
                        fields.put(field.get(0).textValue(), field.get(1).textValue()));
        return fields;
    }

    private Path file() {
        return directory.resolve("profiles.json");
    }

    private JsonNode read() {
        try {
            return JSON.readTree(file().toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
