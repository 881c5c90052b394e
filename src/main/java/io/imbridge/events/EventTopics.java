package io.imbridge.events;

import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.TopicNames;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which topics hold events: those of the service's prefix and those that commands have of their own.
 *
 * <p>Not the profiles, which repeat what events say, nor what Kafka Streams and the console keep for themselves, nor the
 * timeline, in which events of groups stand a second time.
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

    /** Those of a service that is configured so, without its dead letters. */
    public static EventTopics of(TopicNames names) {
        EventTopics topics = new EventTopics(names.prefix(), names.timeline());
        CommandCatalog.all().forEach(command -> topics.own.add(names.of(command.name())));
        topics.others.add(names.deadLetter());
        return topics;
    }

    /** Those of a prefix, with the dead letters. */
    public static EventTopics ofPrefix(String prefix, @Nullable String timeline) {
        return new EventTopics(prefix, timeline);
    }

    @Override
    public boolean test(String topic) {
        return own.contains(topic)
                || (topic.startsWith(prefix) && !topic.startsWith(prefix + "profiles-") && !others.contains(topic));
    }
}
