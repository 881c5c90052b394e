package io.imbridge.profiles;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.profiles.RunningProfiles.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Looks profiles up in this instance's stores, and says which instance keeps the others. */
final class ProfileLookup implements Profiles {
    private static final String OFF = "Profiles are switched off here.";
    private static final String SILENT = "An instance that keeps some of the groups does not answer.";
    private static final String REFUSED =
            "Another instance does not answer this one: give all the same bridge.console.password-file.";
    private static final String LATER = "Profiles are being brought up or moved. Ask again.";

    /** The vendor's mark in the names of a group's topics. Topics with other names are looked up only here. */
    private static final String TOPIC_MARK = "@TOPIC#";

    private final boolean isOn;
    private final Supplier<@Nullable RunningProfiles> running;
    private final Peers peers;

    /**
     * Looks profiles up in the running stores.
     *
     * @param isOn whether profiles are switched on
     * @param running gives the running profiles; null until they run
     * @param authorization the credentials for other instances
     */
    ProfileLookup(boolean isOn, Supplier<@Nullable RunningProfiles> running, PeerAuthorization authorization) {
        this.peers = new Peers(authorization);
        this.isOn = isOn;
        this.running = running;
    }

    @Override
    public Answer group(String sdkAppId, String groupId) {
        String key = Change.key(sdkAppId, groupId);
        return ask(now -> {
            int partition = now.instances().partition(now.streams(), key);
            try {
                return group(
                        sdkAppId,
                        groupId,
                        LocalStores.of(now.streams(), StoreNames.GROUPS, partition),
                        LocalStores.of(now.streams(), StoreNames.TOPICS, partition));
            } catch (InvalidStateStorePartitionException notHere) {
                return now.instances().keeperOf(now.streams(), key);
            }
        });
    }

    private static Answer group(
            String sdkAppId,
            String groupId,
            ReadOnlyKeyValueStore<String, byte[]> groups,
            ReadOnlyKeyValueStore<String, byte[]> topics) {
        byte[] known = groups.get(Change.key(sdkAppId, groupId));
        GroupState group = known == null ? GroupState.UNKNOWN : StateJson.group(known);
        if (known == null || !group.isAlive()) {
            return new Unknown();
        }
        ObjectNode profile = ProfileJson.of(sdkAppId, groupId, group);
        ArrayNode whole = profile.putArray("topics");
        group.topics().keySet().forEach(id -> {
            byte[] topic = topics.get(Change.key(sdkAppId, id));
            if (topic != null && StateJson.topic(topic).isAliveIn(group.lifecycle())) {
                whole.add(ProfileJson.of(sdkAppId, id, StateJson.topic(topic), group.lifecycle()));
            }
        });
        return new Found(EventJson.bytes(profile), group.version(), whole.isEmpty());
    }

    @Override
    public Answer topic(String sdkAppId, String topicId) {
        return ask(now -> {
            byte[] known = LocalStores.of(now.streams(), StoreNames.TOPICS).get(Change.key(sdkAppId, topicId));
            if (known != null) {
                return topic(
                        sdkAppId, topicId, StateJson.topic(known), LocalStores.of(now.streams(), StoreNames.GROUPS));
            }
            int mark = topicId.indexOf(TOPIC_MARK);
            return mark < 0
                    ? new Unknown()
                    : now.instances().keeperOf(now.streams(), Change.key(sdkAppId, topicId.substring(0, mark)));
        });
    }

    private static Answer topic(
            String sdkAppId, String topicId, TopicState topic, ReadOnlyKeyValueStore<String, byte[]> groups) {
        byte[] known = groups.get(Change.key(sdkAppId, topic.groupId()));
        Lifecycle group =
                known == null ? Lifecycle.UNKNOWN : StateJson.group(known).lifecycle();
        return topic.isAliveIn(group)
                ? new Found(EventJson.bytes(ProfileJson.of(sdkAppId, topicId, topic, group)), topic.version(), true)
                : new Unknown();
    }

    @Override
    public Page groups(String sdkAppId, String after, int limit, boolean onlyHere) {
        Running now = running();
        if (now == null) {
            return Page.notNow(isOn ? LATER : OFF);
        }
        try {
            List<Entry> groups = GroupList.of(now.streams(), sdkAppId, after, limit);
            return onlyHere ? new Page(groups, null) : withOthers(now, groups, sdkAppId, after, limit);
        } catch (InvalidStateStoreException moving) {
            return Page.notNow(LATER);
        }
    }

    private Page withOthers(Running now, List<Entry> groups, String sdkAppId, String after, int limit) {
        String gap = now.instances().gap(now.streams());
        if (gap != null) {
            return Page.notNow(gap);
        }
        List<Entry> all = new ArrayList<>(groups);
        for (String url : now.instances().others(now.streams())) {
            try {
                all.addAll(peers.groups(url, sdkAppId, after, limit));
            } catch (PeerRefusedException refused) {
                return Page.notNow(REFUSED);
            } catch (IOException none) {
                return Page.notNow(SILENT);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Page.notNow(SILENT);
            }
        }
        return new Page(GroupList.first(all, limit), null);
    }

    private @Nullable Running running() {
        RunningProfiles now = running.get();
        return now == null ? null : now.running();
    }

    private Answer ask(Function<Running, Answer> question) {
        Running now = running();
        if (now == null) {
            return new NotNow(isOn ? LATER : OFF);
        }
        try {
            return question.apply(now);
        } catch (InvalidStateStoreException moving) {
            return new NotNow(LATER);
        }
    }

    @Override
    public ProfilesState state() {
        RunningProfiles now = running.get();
        return now == null ? ProfilesState.before(isOn) : now.state();
    }
}
