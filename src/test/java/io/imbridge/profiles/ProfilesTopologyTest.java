package io.imbridge.profiles;

import static io.imbridge.profiles.ProfileCommand.GROUP_CHANGED;
import static io.imbridge.profiles.ProfileCommand.GROUP_CREATED;
import static io.imbridge.profiles.ProfileCommand.GROUP_DESTROYED;
import static io.imbridge.profiles.ProfileCommand.TOPICS_DESTROYED;
import static io.imbridge.profiles.ProfileCommand.TOPIC_CHANGED;
import static io.imbridge.profiles.ProfileCommand.TOPIC_CREATED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.profiles.ProfilesObserver.Outcome;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** The way of an event into profiles, in Kafka Streams' own test driver. */
class ProfilesTopologyTest extends TopologyRig {
    @Test
    void a_profile_is_a_cloud_event_under_the_key_of_app_and_group() {
        tell("a", EventRecord.of(GROUP_CREATED, "g:1", BEGIN).change("name", "n"));

        TestRecord<byte[], byte[]> record = output("groups").readRecord();

        assertThat(new String(record.key(), UTF_8)).isEqualTo("1400000000:g:1");
        assertThat(record.headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_type=io.imbridge.GroupProfile",
                        "ce_source=/tencent-im/1400000000",
                        "ce_id=1400000000:g:1/1795000000005000",
                        "ce_subject=g:1",
                        "ce_time=2026-11-18T11:06:40.000Z",
                        "content-type=application/json");
    }

    @Test
    void the_end_of_a_group_is_a_null_record_for_it_and_for_each_of_its_topics() {
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN));
        tell("b", EventRecord.of(TOPIC_CREATED, "g", BEGIN + 1).topic("t1"));
        tell("b", EventRecord.of(TOPIC_CREATED, "g", BEGIN + 2).topic("t2"));
        tell("a", EventRecord.of(GROUP_DESTROYED, "g", BEGIN + 3));
        tell("b", EventRecord.of(TOPIC_CHANGED, "g", BEGIN + 2).topic("t2").change("name", "late"));

        assertThat(last("groups")).isEqualTo("1400000000:g=null");
        assertThat(keysWithValues("topics"))
                .containsExactly("1400000000:t1", "1400000000:t2", "1400000000:t1=null", "1400000000:t2=null");
        assertThat(outcomes.get(outcomes.size() - 1)).isIn(Outcome.UNCHANGED, Outcome.CHANGED);
    }

    @Test
    void what_ended_is_forgotten_after_a_week_and_not_before() {
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN));
        tell("b", EventRecord.of(TOPIC_CREATED, "g", BEGIN).topic("t"));
        tell("a", EventRecord.of(GROUP_DESTROYED, "g", BEGIN + 1));
        tell("a", EventRecord.of(GROUP_CREATED, "h", BEGIN));
        tell("b", EventRecord.of(TOPIC_CREATED, "h", BEGIN).topic("u"));
        tell("b", EventRecord.of(TOPICS_DESTROYED, "h", BEGIN + 1).topics("u"));

        driver.advanceWallClockTime(Duration.ofDays(7).minusMinutes(2));
        assertThat(keys(StoreNames.GROUPS)).isEqualTo(2);
        assertThat(keys(StoreNames.TOPICS)).isEqualTo(2);

        driver.advanceWallClockTime(Duration.ofMinutes(4));
        assertThat(keys(StoreNames.GROUPS)).isEqualTo(1);
        assertThat(keys(StoreNames.TOPICS)).isZero();
        assertThat(keys(StoreNames.ENDINGS)).isZero();
    }

    @Test
    void what_is_no_event_goes_to_the_dead_letters_and_the_fold_goes_on() {
        TestRecord<byte[], byte[]> poison =
                new TestRecord<>("k".getBytes(UTF_8), "no json".getBytes(UTF_8), new RecordHeaders());
        input("a").pipeInput(poison);
        input("a").pipeInput(new TestRecord<>(null, null, new RecordHeaders()));
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN));

        List<TestRecord<byte[], byte[]>> deadLetters = output("dead").readRecordsToList();
        assertThat(deadLetters).hasSize(2);
        assertThat(new String(deadLetters.get(0).value(), UTF_8)).isEqualTo("no json");
        assertThat(deadLetters.get(0).headers().lastHeader("dead_letter_reason").value())
                .isEqualTo("no-event".getBytes(UTF_8));
        assertThat(outcomes).containsExactly(Outcome.DEAD_LETTER, Outcome.DEAD_LETTER, Outcome.CHANGED);
    }

    @Test
    void an_event_that_would_make_a_profile_too_large_is_a_dead_letter_and_the_profile_stays() {
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN).change("name", "small"));
        tell("a", EventRecord.of(GROUP_CHANGED, "g", BEGIN + 1).change("name", "x".repeat(LARGEST)));
        tell("a", EventRecord.of(GROUP_CHANGED, "g", BEGIN + 2).change("introduction", "i"));

        assertThat(output("dead").readRecordsToList()).hasSize(1);
        assertThat(last("groups")).contains("\"name\":\"small\"", "\"introduction\":\"i\"");
    }

    @Test
    void what_somebody_else_writes_between_the_steps_is_a_dead_letter_too() {
        TestRecord<byte[], byte[]> poison =
                new TestRecord<>("k".getBytes(UTF_8), "no json".getBytes(UTF_8), new RecordHeaders());
        input("test-" + StoreNames.EVENTS + "-repartition").pipeInput(poison);
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN));

        assertThat(output("dead").readRecordsToList()).hasSize(1);
        assertThat(outcomes).containsExactly(Outcome.DEAD_LETTER, Outcome.CHANGED);
    }

    @Test
    void a_defect_costs_the_event_and_not_the_profiles_of_others() {
        driver.<String, byte[]>getKeyValueStore(StoreNames.GROUPS).put("1400000000:g", "no state".getBytes(UTF_8));

        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN));
        tell("a", EventRecord.of(GROUP_CREATED, "h", BEGIN));

        assertThat(output("dead")
                        .readRecord()
                        .headers()
                        .lastHeader("dead_letter_reason")
                        .value())
                .isEqualTo("profile-failed".getBytes(UTF_8));
        assertThat(outcomes).containsExactly(Outcome.DEAD_LETTER, Outcome.CHANGED);
    }

    @Test
    void an_event_in_structured_mode_is_folded_too() {
        EventRecord event = EventRecord.of(GROUP_CREATED, "g", BEGIN).change("name", "n");
        String value = "{\"time\":\"2026-11-18T11:06:40.000Z\",\"sequence\":\"1\",\"data\":" + event.value() + "}";
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(UTF_8));
        input("a").pipeInput(new TestRecord<>(null, value.getBytes(UTF_8), headers));

        assertThat(last("groups")).contains("\"name\":\"n\"");
    }

    @Test
    void a_duplicate_changes_nothing_and_a_change_that_names_no_topic_is_counted() {
        EventRecord event = EventRecord.of(GROUP_CREATED, "g", BEGIN).change("name", "n");
        tell("a", event);
        tell("b", event);
        tell("a", EventRecord.of(TOPIC_CHANGED, "g", BEGIN + 1).change("name", "of whom?"));

        assertThat(output("groups").readRecordsToList()).hasSize(1);
        assertThat(outcomes).containsExactly(Outcome.CHANGED, Outcome.UNCHANGED, Outcome.UNATTRIBUTED);
    }
}
