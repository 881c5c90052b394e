package io.imbridge.testkit;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Stream;

/** Writes JSON for people: a container that fits is on one line, any other has a line for each member. */
public final class JsonLayout {
    private static final int WIDTH = 100;

    /** A member of an object or an array: a value, with its name in front if it has one. */
    private record Member(String name, JsonNode value) {}

    private JsonLayout() {}

    /** The text of an object or an array. The outermost one always has a line for each member. */
    public static String of(JsonNode container) {
        return broken(container, "");
    }

    private static String broken(JsonNode container, String indent) {
        String inner = indent + "  ";
        String lines = members(container)
                .map(member -> inner + member.name() + fitting(member, inner))
                .collect(joining(",\n"));
        return wrap(container, "\n" + lines + "\n" + indent);
    }

    private static String fitting(Member member, String indent) {
        JsonNode value = member.value();
        String flat = flat(value);
        boolean fits = indent.length() + member.name().length() + flat.length() < WIDTH;
        return fits || value.isEmpty() ? flat : broken(value, indent);
    }

    private static String flat(JsonNode node) {
        if (!node.isContainerNode()) {
            return node.toString();
        }
        return wrap(
                node,
                members(node)
                        .map(member -> member.name() + flat(member.value()))
                        .collect(joining(", ")));
    }

    private static Stream<Member> members(JsonNode container) {
        return container.isObject()
                ? container
                        .propertyStream()
                        .map(field -> new Member(TextNode.valueOf(field.getKey()) + ": ", field.getValue()))
                : container.valueStream().map(value -> new Member("", value));
    }

    private static String wrap(JsonNode container, String inside) {
        return container.isObject() ? "{" + inside + "}" : "[" + inside + "]";
    }
}
