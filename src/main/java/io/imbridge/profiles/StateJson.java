package io.imbridge.profiles;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of states in the stores. It consists of arrays. Ids and places of fields are strings in the arrays, because
 * a field name with half of a surrogate pair could not be read again.
 */
final class StateJson {
    private StateJson() {}

    static byte[] write(GroupState group) {
        return EventJson.array(json -> {
            writeState(json, group.lifecycle(), group.facts(), group.version());
            json.writeStartArray();
            for (Map.Entry<String, TopicMark> topic : group.topics().entrySet()) {
                json.writeString(topic.getKey());
                json.writeBoolean(topic.getValue().isAlive());
                writeStatement(json, topic.getValue().since());
            }
            json.writeEndArray();
        });
    }

    static byte[] write(TopicState topic) {
        return EventJson.array(json -> {
            writeState(json, topic.lifecycle(), topic.facts(), topic.version());
            json.writeString(topic.groupId());
        });
    }

    static GroupState group(byte[] state) {
        return EventJson.array(state, json -> {
            long version = json.nextLongValue(0);
            Lifecycle lifecycle = lifecycle(json);
            Facts facts = facts(json);
            SortedMap<String, TopicMark> topics = new TreeMap<>();
            json.nextToken();
            for (String id = json.nextTextValue(); id != null; id = json.nextTextValue()) {
                boolean isAlive = json.nextBooleanValue();
                topics.put(id, new TopicMark(isAlive, Objects.requireNonNull(statement(json))));
            }
            return new GroupState(lifecycle, facts, topics, version);
        });
    }

    static TopicState topic(byte[] state) {
        return EventJson.array(state, json -> {
            long version = json.nextLongValue(0);
            Lifecycle lifecycle = lifecycle(json);
            Facts facts = facts(json);
            return new TopicState(json.nextTextValue(), lifecycle, facts, version);
        });
    }

    private static void writeState(JsonGenerator json, Lifecycle lifecycle, Facts facts, long version)
            throws IOException {
        json.writeNumber(version);
        json.writeStartArray();
        writeStatement(json, lifecycle.ended());
        writeStatement(json, lifecycle.heard());
        writeStatement(json, lifecycle.last());
        writeStatement(json, lifecycle.reads().found());
        writeStatement(json, lifecycle.reads().gone());
        writeStatement(json, lifecycle.reads().topics());
        for (Statement creation : lifecycle.creations()) {
            writeStatement(json, creation);
        }
        json.writeEndArray();
        writeStatements(json, facts.values());
        writeStatements(json, facts.cleared());
    }

    private static void writeStatements(JsonGenerator json, Map<String, Statement> statements) throws IOException {
        json.writeStartArray();
        for (Map.Entry<String, Statement> statement : statements.entrySet()) {
            json.writeString(statement.getKey());
            writeStatement(json, statement.getValue());
        }
        json.writeEndArray();
    }

    private static void writeStatement(JsonGenerator json, @Nullable Statement statement) throws IOException {
        if (statement == null) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        json.writeNumber(statement.stamp().time());
        json.writeNumber(statement.stamp().sequence());
        json.writeBoolean(statement.source() == Source.READ);
        json.writeString(statement.operator());
        json.writeString(statement.value());
        json.writeEndArray();
    }

    private static Lifecycle lifecycle(JsonParser json) throws IOException {
        json.nextToken();
        Statement ended = statement(json);
        Statement heard = statement(json);
        Statement last = statement(json);
        Reads reads = new Reads(statement(json), statement(json), statement(json));
        SortedSet<Statement> creations = new TreeSet<>();
        for (Statement creation = statement(json); creation != null; creation = statement(json)) {
            creations.add(creation);
        }
        return new Lifecycle(creations, ended, heard, last, reads);
    }

    private static Facts facts(JsonParser json) throws IOException {
        SortedMap<String, Statement> values = statements(json);
        return new Facts(values, statements(json));
    }

    private static SortedMap<String, Statement> statements(JsonParser json) throws IOException {
        SortedMap<String, Statement> statements = new TreeMap<>();
        json.nextToken();
        for (String place = json.nextTextValue(); place != null; place = json.nextTextValue()) {
            statements.put(place, Objects.requireNonNull(statement(json)));
        }
        return statements;
    }

    /** The next statement; null if there is none or the surrounding array ends. */
    private static @Nullable Statement statement(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        Stamp stamp = new Stamp(json.nextLongValue(0), json.nextLongValue(0));
        Source source = json.nextBooleanValue() ? Source.READ : Source.CALLBACK;
        String operator = json.nextTextValue();
        String value = json.nextTextValue();
        json.nextToken();
        return new Statement(stamp, value, operator, source);
    }
}
