package io.imbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.events.ValueJson;
import io.imbridge.profiles.Profiles;
import io.imbridge.profiles.Profiles.Answer;
import io.imbridge.profiles.Profiles.Found;
import io.imbridge.words.Names;
import io.imbridge.words.VisibleText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The names of groups and topics, from their profiles. A name is unknown if profiles are off, or another instance keeps
 * the profile. A known name is used again for {@link #FRESH}, and an unknown one for {@link #UNKNOWN}. The last
 * {@link #MOST} are remembered.
 */
final class KnownNames implements Names {
    private static final Duration FRESH = Duration.ofSeconds(30);
    /** The profile of a group exists a moment after the group's first event. */
    private static final Duration UNKNOWN = Duration.ofSeconds(2);

    private static final int MOST = 1_000;
    private static final int LONGEST = 1_024;
    private static final int LONG_SHOWN = 40;

    private record Known(@Nullable String name, long at) {
        long lasts() {
            return (name == null ? UNKNOWN : FRESH).toNanos();
        }
    }

    private final Profiles profiles;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    KnownNames(Profiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public @Nullable String group(String sdkAppId, String groupId) {
        return name('g', sdkAppId, groupId, profiles::group);
    }

    @Override
    public @Nullable String topic(String sdkAppId, String topicId) {
        return name('t', sdkAppId, topicId, profiles::topic);
    }

    private synchronized @Nullable String name(
            char kind, String sdkAppId, String id, BiFunction<String, String, Answer> question) {
        String key = kind + sdkAppId + ':' + id;
        Known remembered = known.get(key);
        if (remembered != null && System.nanoTime() - remembered.at() < remembered.lasts()) {
            return remembered.name();
        }
        @Nullable String name = question.apply(sdkAppId, id) instanceof Found found ? nameIn(found) : null;
        known.put(key, new Known(name, System.nanoTime()));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
        return name;
    }

    private static @Nullable String nameIn(Found found) {
        JsonNode profile = ValueJson.read(found.json());
        String name = profile == null ? null : profile.path("name").textValue();
        // Every entry of the group contains the name, so a long name is cut to the length that sentences show.
        return name == null || name.length() <= LONGEST ? name : VisibleText.cut(name, LONG_SHOWN);
    }
}
