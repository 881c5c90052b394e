package io.imbridge.profiles;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every group and topic is now. Reads the disk: not for event loops. */
public interface Profiles {
    /** What was found. */
    sealed interface Answer {}

    /**
     * A profile.
     *
     * @param json in UTF-8
     * @param isAllVersioned whether an equal version means that all of it is the same; topics have versions of their own
     */
    record Found(byte[] json, long version, boolean isAllVersioned) implements Answer {}

    /** There is none. */
    record Unknown() implements Answer {}

    /**
     * It is kept by another instance.
     *
     * @param url where that instance answers, without a path
     */
    record Elsewhere(String url) implements Answer {}

    /** It cannot be said now; in a while it can. */
    record NotNow(String sentence) implements Answer {}

    /**
     * A group of a list.
     *
     * @param json its profile, in UTF-8
     */
    record Entry(String groupId, byte[] json) {}

    /**
     * Groups in the order of their ids.
     *
     * @param failure why it cannot be said now; null when it can
     */
    record Page(List<Entry> groups, @Nullable String failure) {
        static Page notNow(String sentence) {
            return new Page(List.of(), sentence);
        }
    }

    /** The profile of a group, with those of its topics under {@code topics}. */
    Answer group(String sdkAppId, String groupId);

    /** The profile of a topic. */
    Answer topic(String sdkAppId, String topicId);

    /**
     * The groups of an app, in the order of their ids' bytes.
     *
     * @param after the id behind which they begin; empty for the first
     * @param limit how many at most
     * @param onlyHere whether other instances are not asked for theirs
     */
    Page groups(String sdkAppId, String after, int limit, boolean onlyHere);

    /** How it is. */
    ProfilesState state();
}
