package io.imbridge.publish;

import io.imbridge.callback.Mistake;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The configuration under {@code bridge.publish}. */
@ConfigMapping(prefix = "bridge.publish")
public interface PublishSettings {
    /** The legal names of topics, and the legal prefixes. */
    Pattern LEGAL = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,189}");

    /** How a record carries its event: the modes of CloudEvents' Kafka binding. */
    enum CloudEvents {
        /** The value is the event; the headers are the attributes. */
        BINARY,
        /** The value contains both, in CloudEvents' JSON format. */
        STRUCTURED
    }

    /** The beginning of all topics. */
    @WithDefault("im")
    String topicPrefix();

    /** The topics of commands whose topic must have another name. */
    Map<String, String> topics();

    /** The topic that receives the events of all groups a second time, keyed by group; none when not given. */
    Optional<String> timelineTopic();

    /** Whether missing topics are created. */
    @WithDefault("true")
    boolean createTopics();

    /** How many partitions a created topic gets. */
    @WithDefault("6")
    int partitions();

    /** How many replicas a created topic gets; the broker's default when not given. */
    Optional<Short> replicationFactor();

    /** How a record carries its event. */
    @WithDefault("binary")
    CloudEvents cloudEvents();

    /** What must be fixed before the service can start. */
    default List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        mistakes.addAll(inName("bridge.publish.topic-prefix", topicPrefix()));
        topics().forEach((command, topic) ->
                mistakes.addAll(inName("bridge.publish.topics.\"" + command + "\"", topic)));
        timelineTopic().ifPresent(topic -> mistakes.addAll(inName("bridge.publish.timeline-topic", topic)));
        if (partitions() < 1) {
            mistakes.add(Mistake.inValue("bridge.publish.partitions", "must be at least 1"));
        }
        if (replicationFactor().filter(replicas -> replicas < 1).isPresent()) {
            mistakes.add(Mistake.inValue("bridge.publish.replication-factor", "must be at least 1"));
        }
        return mistakes;
    }

    private static List<Mistake> inName(String key, String name) {
        return LEGAL.matcher(name).matches()
                ? List.of()
                : List.of(Mistake.inValue(
                        key, "must be 1 to 190 of the characters a-z A-Z 0-9 . _ - and not begin with a dot"));
    }
}
