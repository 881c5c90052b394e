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
            write(json, group.life(), group.facts(), group.version());
            json.writeStartArray();
            for (Map.Entry<String, TopicMark> topic : group.topics().entrySet()) {
                json.writeString(topic.getKey());
                json.writeBoolean(topic.getValue().isAlive());
                write(json, topic.getValue().since());
            }
            json.writeEndArray();
        });
    }

    static byte[] write(TopicState topic) {
        return EventJson.array(json -> {
            write(json, topic.life(), topic.facts(), topic.version());
            json.writeString(topic.groupId());
        });
    }

    static GroupState group(byte[] state) {
        return EventJson.array(state, json -> {
            long version = json.nextLongValue(0);
            Life life = life(json);
            Facts facts = facts(json);
            SortedMap<String, TopicMark> topics = new TreeMap<>();
            json.nextToken();
            for (String id = json.nextTextValue(); id != null; id = json.nextTextValue()) {
                boolean isAlive = json.nextBooleanValue();
                topics.put(id, new TopicMark(isAlive, Objects.requireNonNull(told(json))));
            }
            return new GroupState(life, facts, topics, version);
        });
    }

    static TopicState topic(byte[] state) {
        return EventJson.array(state, json -> {
            long version = json.nextLongValue(0);
            Life life = life(json);
            Facts facts = facts(json);
            return new TopicState(json.nextTextValue(), life, facts, version);
        });
    }

    private static void write(JsonGenerator json, Life life, Facts facts, long version) throws IOException {
        json.writeNumber(version);
        json.writeStartArray();
        write(json, life.ended());
        write(json, life.heard());
        write(json, life.last());
        write(json, life.reads().found());
        write(json, life.reads().gone());
        write(json, life.reads().topics());
        for (Told creation : life.creations()) {
            write(json, creation);
        }
        json.writeEndArray();
        write(json, facts.values());
        write(json, facts.cleared());
    }

    private static void write(JsonGenerator json, Map<String, Told> statements) throws IOException {
        json.writeStartArray();
        for (Map.Entry<String, Told> statement : statements.entrySet()) {
            json.writeString(statement.getKey());
            write(json, statement.getValue());
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, @Nullable Told told) throws IOException {
        if (told == null) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        json.writeNumber(told.stamp().time());
        json.writeNumber(told.stamp().sequence());
        json.writeBoolean(told.source() == Source.READ);
        json.writeString(told.operator());
        json.writeString(told.value());
        json.writeEndArray();
    }

    private static Life life(JsonParser json) throws IOException {
        json.nextToken();
        Told ended = told(json);
        Told heard = told(json);
        Told last = told(json);
        Reads reads = new Reads(told(json), told(json), told(json));
        SortedSet<Told> creations = new TreeSet<>();
        for (Told creation = told(json); creation != null; creation = told(json)) {
            creations.add(creation);
        }
        return new Life(creations, ended, heard, last, reads);
    }

    private static Facts facts(JsonParser json) throws IOException {
        SortedMap<String, Told> values = statements(json);
        return new Facts(values, statements(json));
    }

    private static SortedMap<String, Told> statements(JsonParser json) throws IOException {
        SortedMap<String, Told> statements = new TreeMap<>();
        json.nextToken();
        for (String place = json.nextTextValue(); place != null; place = json.nextTextValue()) {
            statements.put(place, Objects.requireNonNull(told(json)));
        }
        return statements;
    }

    /** The next statement; null if there is none or the surrounding array ends. */
    private static @Nullable Told told(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        Stamp stamp = new Stamp(json.nextLongValue(0), json.nextLongValue(0));
        Source source = json.nextBooleanValue() ? Source.READ : Source.CALLBACK;
        String operator = json.nextTextValue();
        String value = json.nextTextValue();
        json.nextToken();
        return new Told(stamp, value, operator, source);
    }
}
