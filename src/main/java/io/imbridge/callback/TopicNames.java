package io.imbridge.callback;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka topic of each command. Names come from the catalogue and the configuration, never from a request.
 *
 * <p>A topic is named {@code <prefix>.<service>.<name>}, unless the configuration gives its command another topic. All
 * commands that neither the catalogue nor the configuration knows share one topic.
 */
public final class TopicNames {
    private final String prefix;
    private final Map<String, String> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> topics = new HashMap<>();
    private final @Nullable String timeline;

    /**
     * Makes names without a timeline.
     *
     * @param prefix the beginning of all topics, without the dot
     * @param own the topics that the configuration gives to commands, by command, in any case, because the name of
     *     an environment variable does not distinguish upper and lower case
     */
    public TopicNames(String prefix, Map<String, String> own) {
        this(prefix, own, null);
    }

    /**
     * Makes names, with the same first two parameters.
     *
     * @param timeline the one topic that receives the events of all groups a second time; null for none
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

    /** The topic for events of commands that neither the catalogue nor the configuration knows. */
    public String unknown() {
        return prefix + ".unknown";
    }

    /** The topic that receives the events of groups a second time, in one order; null for none. */
    public @Nullable String timeline() {
        return timeline;
    }

    /** The beginning of all topics, without the dot. */
    public String prefix() {
        return prefix;
    }

    /** The topic of the profiles of groups. */
    public String groupProfiles() {
        return prefix + ".profile.groups";
    }

    /** The topic of the profiles of topics. */
    public String topicProfiles() {
        return prefix + ".profile.topics";
    }

    /** The topic of the vendor's answers to questions about groups and topics. */
    public String profileReads() {
        return prefix + ".profile.reads";
    }

    /** The topic of corrections: the changes that reads of the vendor's API made to profiles. */
    public String profileCorrections() {
        return prefix + ".profile.corrections";
    }

    /** The topic that records which dead letters were sent again. */
    public String resentDeadLetters() {
        return prefix + ".console.resent";
    }

    /** The topic of callbacks that cannot become events. */
    public String deadLetter() {
        return prefix + ".dead-letter";
    }
}
