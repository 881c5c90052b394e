package io.imbridge.events;

import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.TopicNames;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Selects the topics that hold events: the topics with the service's prefix, and the topics that the configuration
 * gives to commands.
 *
 * <p>The topics of profiles and of reads are left out, because they repeat what events say; corrections are events. Left
 * out are also the topics that Kafka Streams and the console keep for themselves, and the timeline, which repeats the
 * events of groups.
 */
public final class EventTopics implements Predicate<String> {
    private final String prefix;
    private final Set<String> own = new HashSet<>();
    private final Set<String> others = new HashSet<>();

    private EventTopics(String prefix, @Nullable String timeline) {
        this.prefix = prefix + ".";
        others.add(prefix + ".profile.groups");
        others.add(prefix + ".profile.topics");
        others.add(prefix + ".profile.reads");
        others.add(prefix + ".console.resent");
        if (timeline != null) {
            others.add(timeline);
        }
    }

    /** The topics of a service with this configuration, without its dead letters. */
    public static EventTopics of(TopicNames names) {
        EventTopics topics = new EventTopics(names.prefix(), names.timeline());
        CommandCatalog.all().forEach(command -> topics.own.add(names.of(command.name())));
        topics.others.add(names.deadLetter());
        return topics;
    }

    /** The topics with a prefix, with the dead letters. */
    public static EventTopics ofPrefix(String prefix, @Nullable String timeline) {
        return new EventTopics(prefix, timeline);
    }

    @Override
    public boolean test(String topic) {
        return own.contains(topic)
                || (topic.startsWith(prefix) && !topic.startsWith(prefix + "profiles-") && !others.contains(topic));
    }
}
