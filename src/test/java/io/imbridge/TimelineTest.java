package io.imbridge;

import static io.imbridge.testkit.Callbacks.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.KafkaResource;
import io.imbridge.testkit.KafkaTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The second copy of all groups' events, in one topic. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(TimelineTest.WithTimeline.class)
class TimelineTest {
    private static final String TIMELINE = "im.timeline";
    private static final String GROUP = "@TGS#timeline";

    private final KafkaTopics topics = KafkaTopics.shared();

    @Test
    void it_has_the_events_of_a_group_in_the_order_of_their_arrival_whatever_their_command() {
        List<String> commands = List.of(
                "Group.CallbackAfterCreateTopic",
                "Group.CallbackAfterTopicInfoChanged",
                "Group.CallbackAfterMadeTomorrow",
                "Group.CallbackAfterTopicDestroyed",
                "Group.CallbackAfterCreateTopic");

        commands.forEach(command -> send(command, "{\"GroupId\":\"" + GROUP + "\"}"));

        List<ConsumerRecord<byte[], byte[]>> timeline = ofGroup(topics.first(commands.size(), TIMELINE));
        assertThat(timeline)
                .extracting(record -> header(record, "ce_type").replace("com.tencent.im.", ""))
                .isEqualTo(commands);
        assertThat(timeline).extracting(record -> header(record, "ce_subject")).containsOnly(GROUP);
        assertThat(timeline).isSortedAccordingTo((one, other) -> Long.compare(sequence(one), sequence(other)));
    }

    @Test
    void an_event_is_the_same_there_and_in_the_topic_of_its_command() {
        Map<TopicPartition, Long> ends = topics.ends("im.group.before-create-topic");

        send("Group.CallbackBeforeCreateTopic", "{\"GroupId\":\"" + GROUP + "-same\",\"Operator_Account\":\"leckie\"}");

        ConsumerRecord<byte[], byte[]> own =
                topics.after(ends, 1, "im.group.before-create-topic").get(0);
        ConsumerRecord<byte[], byte[]> copy = topics.all(TIMELINE).stream()
                .filter(record -> new String(record.key(), UTF_8).equals(GROUP + "-same"))
                .findFirst()
                .orElseThrow();
        assertThat(copy.value()).isEqualTo(own.value());
        assertThat(Stream.of("ce_id", "ce_type", "ce_source", "ce_time", "ce_fingerprint", "ce_receivedtime"))
                .allSatisfy(name -> assertThat(header(copy, name)).isEqualTo(header(own, name)));
    }

    @Test
    void it_has_nothing_that_is_of_no_group() {
        Map<TopicPartition, Long> alarms = topics.ends("im.group.on-daily-group-quota-alarm");
        Map<TopicPartition, Long> states = topics.ends("im.state.state-change");

        send("State.StateChange", "{\"Info\":{\"To_Account\":\"of-no-group\"},\"GroupId\":\"not-of-a-group\"}");
        send("Group.CallbackOnDailyGroupQuotaAlarm", "{\"From_Account\":\"of-no-group\"}");
        send("Group.CallbackAfterCreateTopic", "{\"GroupId\":\"last\",\"TopicId\":\"t\"}");

        topics.after(alarms, 1, "im.group.on-daily-group-quota-alarm");
        topics.after(states, 1, "im.state.state-change");
        assertThat(topics.all(TIMELINE))
                .noneSatisfy(record ->
                        assertThat(record.value()).asString(UTF_8).containsAnyOf("of-no-group", "not-of-a-group"));
    }

    private static void send(String command, String body) {
        assertThat(post(Callbacks.query(command), body).statusCode()).isEqualTo(200);
    }

    private static List<ConsumerRecord<byte[], byte[]>> ofGroup(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> new String(record.key(), UTF_8).equals(GROUP))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static long sequence(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(header(record, "ce_sequence"));
    }

    /** A service with a timeline. */
    public static final class WithTimeline implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("bridge.publish.timeline-topic", TIMELINE);
        }
    }
}
