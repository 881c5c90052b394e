package io.imbridge.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The stored state can be read back unchanged. */
class StateJsonTest {
    private static final String WHOLE = "a\"\\/\u0000\u001f\u007f é 成都 🗺️";
    private static final String HOSTILE = WHOLE + "\ud800 \udc00\ud800";

    @Test
    void a_group_is_the_same_after_it_was_kept() {
        Change creation = EventRecord.of(ProfileCommand.GROUP_CREATED, "g", 7)
                .by(HOSTILE)
                .change("name", HOSTILE)
                .custom(Map.of(WHOLE, HOSTILE, "", ""))
                .change();
        Change deleted = EventRecord.of(ProfileCommand.ATTRIBUTES_CHANGED, "g", 8)
                .attributes("delete", Map.of(HOSTILE, ""))
                .change();
        Change emptied = EventRecord.of(ProfileCommand.ATTRIBUTES_CHANGED, "g", 8)
                .attributes("clear", Map.of())
                .change();
        SortedMap<String, TopicMark> topics = new TreeMap<>(Map.of(HOSTILE, new TopicMark(true, creation.bare())));
        GroupState group = GroupState.UNKNOWN
                .with(creation)
                .with(deleted)
                .with(emptied)
                .withTopics(topics)
                .withVersion(Long.MAX_VALUE);

        assertThat(StateJson.group(StateJson.write(group))).isEqualTo(group);
    }

    @Test
    void a_topic_is_the_same_after_it_was_kept() {
        Change ended = EventRecord.of(ProfileCommand.TOPICS_DESTROYED, HOSTILE, 7)
                .topics("t")
                .change();
        TopicState topic = TopicState.unknown(HOSTILE).with(ended, Lifecycle.UNKNOWN);

        assertThat(StateJson.topic(StateJson.write(topic))).isEqualTo(topic);
    }
}
