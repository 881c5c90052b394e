package io.imbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.GoldenCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The changes that are permitted within a version, and those that are not. */
class SchemaComparisonTest {
    private static final String SCHEMA = """
            {"title": "Old", "type": "object", "required": ["a", "b"],
             "properties": {
               "a": {"type": "string", "description": "first"},
               "b": {"enum": ["x", "y"]},
               "c": {"type": "object", "properties": {"d": {"type": ["string", "null"]}}, "additionalProperties": true},
               "e": {"type": "array", "items": {"type": "string"}},
               "f": {"type": "object", "additionalProperties": {"type": "string"}}}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "title": "Old"                          | "title": "New"
            "description": "first"                  | "description": "other", "examples": ["x"]
            "a": {                                  | "new": {"type": "integer"}, "a": {
            "d": {                                  | "new": {"type": "integer"}, "d": {
            ["a", "b"]                              | ["b", "a"]
            ["x", "y"]                              | ["y", "x"]
            """)
    void may_change(String from, String to) {
        assertThat(SchemaComparison.breaks(json(SCHEMA), changed(from, to))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "b": {"enum": ["x", "y"]},              |                                         | /properties/b was removed
            "d": {"type": ["string", "null"]}       |                                         | /properties/c/properties/d was removed
            "a": {"type": "string"                  | "a": {"type": "integer"                 | /properties/a/type was "string" and is "integer"
            "a": {"type": "string"                  | "a": {"type": ["string", "null"]        | /properties/a/type was "string" and is ["string","null"]
            ["string", "null"]                      | ["string"]                              | /properties/c/properties/d/type lost "null"
            "a": {"type": "string"                  | "a": {"type": "string", "minLength": 1  | /properties/a/minLength was absent and is 1
            ["a", "b"]                              | ["a", "b", "c"]                         | /required got "c"
            ["a", "b"]                              | ["a"]                                   | /required lost "b"
            ["x", "y"]                              | ["x"]                                   | /properties/b/enum lost "y"
            ["x", "y"]                              | ["x", "y", "z"]                         | /properties/b/enum got "z"
            "additionalProperties": true            | "additionalProperties": false           | /properties/c/additionalProperties was true and is false
            "items": {"type": "string"}             | "items": {"type": "number"}             | /properties/e/items/type was "string" and is "number"
            "items": {"type": "string"}             | "maxItems": 3, "items": {"type": "string"} | /properties/e/maxItems was absent and is 3
            "f": {"type": "object",                 | "f": {"type": "object", "properties": {"new": {}}, | /properties/f/properties/new was added to an object that was not open
            """)
    void needs_a_new_version(String from, String to, String said) {
        JsonNode later = changed(from, to == null ? "" : to);

        assertThat(SchemaComparison.breaks(json(SCHEMA), later)).contains(said);
    }

    @Test
    void the_same_is_compatible() {
        assertThat(SchemaComparison.breaks(json(SCHEMA), json(SCHEMA))).isEmpty();
    }

    private static JsonNode changed(String from, String to) {
        assertThat(SCHEMA).containsOnlyOnce(from);
        return json(SCHEMA.replace(from, to));
    }

    private static JsonNode json(String text) {
        try {
            return GoldenCallback.JSON.readTree(text);
        } catch (JsonProcessingException mistyped) {
            throw new AssertionError(mistyped);
        }
    }
}
