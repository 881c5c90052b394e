package io.imbridge.profiles;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The present profiles of all groups and topics. It reads from disk, so do not call it on event loops. */
public interface Profiles {
    /** The answer to a question. */
    sealed interface Answer {}

    /**
     * A profile.
     *
     * @param json the profile, in UTF-8
     * @param isAllVersioned whether an equal version means that the whole answer is the same; topics have versions
     *     of their own
     */
    record Found(byte[] json, long version, boolean isAllVersioned) implements Answer {}

    /** There is no such profile. */
    record Unknown() implements Answer {}

    /**
     * Another instance keeps the profile.
     *
     * @param url where that instance answers, without a path
     */
    record Elsewhere(String url) implements Answer {}

    /** There is no answer now; ask again later. */
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
     * @param failure why there is no answer now; null if there is one
     */
    record Page(List<Entry> groups, @Nullable String failure) {
        static Page notNow(String sentence) {
            return new Page(List.of(), sentence);
        }
    }

    /** The profile of a group, with the profiles of its topics under {@code topics}. */
    Answer group(String sdkAppId, String groupId);

    /** The profile of a topic. */
    Answer topic(String sdkAppId, String topicId);

    /**
     * The groups of an app, in the order of their ids' bytes.
     *
     * @param after the page begins after this id; empty for the first group
     * @param limit the largest number of groups
     * @param onlyHere whether to leave out the groups of other instances
     */
    Page groups(String sdkAppId, String after, int limit, boolean onlyHere);

    /** The state of the keeping of profiles. */
    ProfilesState state();
}
