package io.imbridge.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Finds the changes in a later schema that break the promise of an earlier one of the same version.
 *
 * <p>Consumers that know the earlier schema must be able to read new records, and the later schema must accept older
 * records, which are still in the topics. So optional properties may be added, and descriptions may change; everything
 * else must stay.
 */
final class SchemaComparison {
    private static final Set<String> FOR_READERS = Set.of("title", "description", "examples", "$comment");
    private static final Set<String> ONE_SCHEMA = Set.of("items", "additionalProperties", "not", "contains");
    private static final Set<String> MANY_SCHEMAS = Set.of("properties", "$defs", "patternProperties");
    private static final Set<String> IN_ANY_ORDER = Set.of("required", "enum", "type");

    private final List<String> breaks = new ArrayList<>();

    private SchemaComparison() {}

    /** The changes that break the promise, a sentence each, with the place; empty if the later schema is compatible. */
    static List<String> breaks(JsonNode earlier, JsonNode later) {
        SchemaComparison comparison = new SchemaComparison();
        comparison.schemas("", earlier, later);
        return comparison.breaks;
    }

    private void schemas(String place, JsonNode earlier, JsonNode later) {
        if (!earlier.isObject() || !later.isObject()) {
            same(place, earlier, later);
            return;
        }
        Set<String> keywords = new LinkedHashSet<>();
        earlier.fieldNames().forEachRemaining(keywords::add);
        later.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(FOR_READERS);
        for (String keyword : keywords) {
            keyword(place, keyword, earlier.path(keyword), later.path(keyword));
        }
        additions(place, earlier, later.path("properties"));
    }

    private void additions(String place, JsonNode earlier, JsonNode later) {
        boolean open = earlier.path("additionalProperties").asBoolean(!earlier.has("additionalProperties"));
        later.fieldNames().forEachRemaining(name -> {
            if (!open && !earlier.path("properties").has(name)) {
                breaks.add(place + "/properties/" + name + " was added to an object that was not open");
            }
        });
    }

    private void keyword(String parent, String keyword, JsonNode earlier, JsonNode later) {
        String place = parent + "/" + keyword;
        if (MANY_SCHEMAS.contains(keyword) && earlier.isObject() && later.isObject()) {
            earlier.fieldNames().forEachRemaining(name -> {
                if (later.has(name)) {
                    schemas(place + "/" + name, earlier.get(name), later.get(name));
                } else {
                    breaks.add(place + "/" + name + " was removed");
                }
            });
        } else if (ONE_SCHEMA.contains(keyword)) {
            schemas(place, earlier, later);
        } else if (IN_ANY_ORDER.contains(keyword) && earlier.isArray() && later.isArray()) {
            members(place, (ArrayNode) earlier, (ArrayNode) later);
        } else {
            same(place, earlier, later);
        }
    }

    private void members(String place, ArrayNode earlier, ArrayNode later) {
        Set<JsonNode> before = set(earlier);
        Set<JsonNode> now = set(later);
        before.stream()
                .filter(member -> !now.contains(member))
                .forEach(member -> breaks.add(place + " lost " + member));
        now.stream().filter(member -> !before.contains(member)).forEach(member -> breaks.add(place + " got " + member));
    }

    private void same(String place, JsonNode earlier, JsonNode later) {
        if (!earlier.equals(later)) {
            breaks.add(place + " was " + text(earlier) + " and is " + text(later));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }

    private static Set<JsonNode> set(ArrayNode array) {
        return new LinkedHashSet<>(
                StreamSupport.stream(array.spliterator(), false).toList());
    }
}
