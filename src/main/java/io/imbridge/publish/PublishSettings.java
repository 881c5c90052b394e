package io.imbridge.publish;

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
    /** How a record carries its event: the modes of CloudEvents' Kafka binding. */
    enum CloudEvents {
        /** The value is the event, the headers are the attributes. */
        BINARY,
        /** The value has both, in CloudEvents' JSON format. */
        STRUCTURED
    }

    /** What all topics start with. */
    @WithDefault("im")
    String topicPrefix();

    /** The topic of a command, for commands that shall have one of another name. */
    Map<String, String> topics();

    /** The topic that takes the events of all groups a second time, keyed by group; none where not given. */
    Optional<String> timelineTopic();

    /** Whether missing topics are created. */
    @WithDefault("true")
    boolean createTopics();

    /** How many partitions a created topic gets. */
    @WithDefault("6")
    int partitions();

    /** How many replicas a created topic gets; the broker's default where not given. */
    Optional<Short> replicationFactor();

    /** How a record carries its event. */
    @WithDefault("binary")
    CloudEvents cloudEvents();

    /** What must be mended before the service can start, a sentence each. */
    default List<String> problems() {
        List<String> problems = new ArrayList<>();
        Pattern legal = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,189}");
        if (!legal.matcher(topicPrefix()).matches()) {
            problems.add("bridge.publish.topic-prefix (BRIDGE_PUBLISH_TOPIC_PREFIX) must be 1 to 190 of the characters"
                    + " a-z A-Z 0-9 . _ - and not begin with a dot.");
        }
        topics().forEach((command, topic) -> {
            if (!legal.matcher(topic).matches()) {
                problems.add("bridge.publish.topics.\"" + command + "\" must be 1 to 190 of the characters"
                        + " a-z A-Z 0-9 . _ - and not begin with a dot.");
            }
        });
        timelineTopic().filter(topic -> !legal.matcher(topic).matches()).ifPresent(topic -> {
            problems.add("bridge.publish.timeline-topic (BRIDGE_PUBLISH_TIMELINE_TOPIC) must be 1 to 190 of the"
                    + " characters a-z A-Z 0-9 . _ - and not begin with a dot.");
        });
        if (partitions() < 1) {
            problems.add("bridge.publish.partitions (BRIDGE_PUBLISH_PARTITIONS) must be at least 1.");
        }
        if (replicationFactor().isPresent() && replicationFactor().get() < 1) {
            problems.add("bridge.publish.replication-factor (BRIDGE_PUBLISH_REPLICATION_FACTOR) must be at least 1.");
        }
        return problems;
    }
}
