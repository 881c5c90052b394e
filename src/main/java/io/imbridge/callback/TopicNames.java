package io.imbridge.callback;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka topic of each command. Names come from the catalogue and the configuration, never from a request.
 *
 * <p>{@code <prefix>.<service>.<name>}, unless the configuration gives a command a topic of its own; commands that
 * neither knows share one topic.
 */
public final class TopicNames {
    private final String prefix;
    private final Map<String, String> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> topics = new HashMap<>();
    private final @Nullable String timeline;

    /**
     * @param prefix what all topics start with, without the dot
     * @param own the topics of the commands that have one of their own, by command, in any case: an environment
     *     variable cannot tell upper from lower
     */
    public TopicNames(String prefix, Map<String, String> own) {
        this(prefix, own, null);
    }

    /**
     * As the other one.
     *
     * @param timeline the one topic that takes the events of all groups a second time; null for none
     */
    public TopicNames(String prefix, Map<String, String> own, @Nullable String timeline) {
        this.prefix = prefix;
        this.timeline = timeline;
        CommandCatalog.all().forEach(command -> topics.put(command.name(), prefix + "." + command.topicSuffix()));
        this.own.putAll(own);
        topics.replaceAll((command, topic) -> this.own.getOrDefault(command, topic));
    }

    /** The topic of a command, known or not. */
    public String of(String command) {
        String topic = topics.get(command);
        return topic != null ? topic : own.getOrDefault(command, unknown());
    }

    /** Where the events of commands go that neither the catalogue nor the configuration knows. */
    public String unknown() {
        return prefix + ".unknown";
    }

    /** Where the events of groups go a second time, in one order; null for nowhere. */
    public @Nullable String timeline() {
        return timeline;
    }

    /** What all topics start with. */
    public String prefix() {
        return prefix;
    }

    /** Where the profiles of groups go. */
    public String groupProfiles() {
        return prefix + ".profile.groups";
    }

    /** Where the profiles of topics go. */
    public String topicProfiles() {
        return prefix + ".profile.topics";
    }

    /** Where what the vendor answered goes, when it was asked what a group or a topic is. */
    public String profileReads() {
        return prefix + ".profile.reads";
    }

    /** Where it goes what reads corrected of profiles. */
    public String profileCorrections() {
        return prefix + ".profile.corrections";
    }

    /** Where it is kept which dead letters were sent again. */
    public String resentDeadLetters() {
        return prefix + ".console.resent";
    }

    /** Where what can be no event goes. */
    public String deadLetter() {
        return prefix + ".dead-letter";
    }
}
