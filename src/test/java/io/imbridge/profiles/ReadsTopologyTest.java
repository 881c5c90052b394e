package io.imbridge.profiles;

import static io.imbridge.profiles.ProfileCommand.GROUP_CHANGED;
import static io.imbridge.profiles.ProfileCommand.GROUP_CREATED;
import static io.imbridge.profiles.ProfileCommand.GROUP_DESTROYED;
import static io.imbridge.profiles.ProfileCommand.TOPIC_CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.Rfc3339;
import io.imbridge.contract.SchemaCheck;
import io.imbridge.profiles.ProfilesObserver.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of the vendor's answers into profiles. */
class ReadsTopologyTest extends TopologyRig {
    private static final SchemaCheck CORRECTIONS = SchemaCheck.of("profile.corrections");

    @Test
    void a_read_corrects_what_it_finds_wrong_and_tells_it_once() {
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN).change("name", "n").change("notification", "old"));
        tell("b", EventRecord.of(TOPIC_CREATED, "g", BEGIN).topic("t"));
        EventRecord read = EventRecord.read("group", "g", BEGIN + 5)
                .field("name", "n")
                .field("introduction", "i")
                .custom(Map.of("k", "v"));
        tell("a", read);
        tell("a", EventRecord.read("topic", "g", BEGIN + 6).topic("u").field("name", "U"));
        tell("a", EventRecord.read("topics", "g", BEGIN + 6));
        tell("a", read);

        assertThat(drift)
                .containsExactly(
                        "customFields UNKNOWN",
                        "introduction UNKNOWN",
                        "notification ENDED",
                        "topic UNKNOWN",
                        "topic ENDED");
        assertThat(keysWithValues("topics")).endsWith("1400000000:t=null");
        assertThat(last("groups")).contains("\"topicIds\":[\"u\"]", "\"complete\":true");
        assertThat(outcomes).endsWith(Outcome.UNCHANGED);
    }

    @Test
    void what_was_corrected_is_told_with_what_it_was_and_since_when() {
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN).change("name", "n"));
        tell("a", EventRecord.of(GROUP_CHANGED, "g", BEGIN + 1).change("notification", "old"));
        tell("a", EventRecord.read("group", "g", BEGIN + 5).field("name", "m").field("introduction", "i"));
        tell("a", EventRecord.read("group", "g", BEGIN + 6).field("name", "m").field("faceUrl", "f"));
        tell("a", EventRecord.read("group", "g", BEGIN + 7).field("name", "m").field("faceUrl", "f"));
        tell("a", EventRecord.read("group", "new", BEGIN + 7).field("name", "N"));
        tell("a", EventRecord.of(GROUP_DESTROYED, "ended", BEGIN + 2));
        tell("a", EventRecord.read("group", "ended", BEGIN + 8).field("name", "N"));

        assertThat(corrections())
                .containsExactly(
                        "g {'corrected':'fields','sdkAppId':'1400000000','groupId':'g','since':'" + time(0)
                                + "','differences':[{'field':'name','was':'n','is':'m',"
                                + "'since':'" + time(0) + "'},{'field':'notification','was':'old','since':'" + time(1)
                                + "'}],'more':0}",
                        "g {'corrected':'fields','sdkAppId':'1400000000','groupId':'g','since':'" + time(5)
                                + "','differences':[{'field':'faceUrl','is':'f','since':'" + time(5)
                                + "'},{'field':'introduction','was':'i','since':'" + time(5) + "'}],'more':0}",
                        "ended {'corrected':'unknown','sdkAppId':'1400000000','groupId':'ended','since':'" + time(2)
                                + "'}");
    }

    @Test
    void what_a_callback_had_told_and_what_is_only_written_otherwise_is_no_drift() {
        tell("b", EventRecord.of(TOPIC_CREATED, "g", BEGIN).topic("t").change("name", "Routes"));
        tell(
                "a",
                EventRecord.read("topic", "g", BEGIN + 5)
                        .topic("t")
                        .field("name", "Paths")
                        .field("trigger", "x"));
        tell(
                "a",
                EventRecord.of(GROUP_CREATED, "g", BEGIN)
                        .change("notification", "")
                        .change("name", "n"));
        tell("a", EventRecord.read("group", "g", BEGIN + 6).field("name", "n").field("introduction", ""));

        assertThat(last("topics")).contains("\"name\":\"Paths\"");
        assertThat(drift).isEmpty();
        assertThat(corrections()).isEmpty();
    }

    @Test
    void a_correction_is_bounded_whatever_the_vendor_says() {
        List<String> names = List.of("name", "introduction", "notification", "faceUrl", "owner");
        EventRecord first = EventRecord.read("group", "g", BEGIN + 5);
        EventRecord second = EventRecord.read("group", "g", BEGIN + 6);
        for (String name : names) {
            first.field(name, "m".repeat(210));
            second.field(name, "n".repeat(210));
        }
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN).change("name", "n"));
        tell("a", first);
        tell("a", second);

        List<String> found = corrections();

        assertThat(found.get(0)).contains("'is':'" + "m".repeat(200) + "…'").doesNotContain("m".repeat(201));
        assertThat(found.get(1))
                .as("what Kafka does not take is told without its fields")
                .endsWith("'differences':[],'more':5}");
        assertThat(outcomes).containsOnly(Outcome.CHANGED);
    }

    private List<String> corrections() {
        return output("corrections").readRecordsToList().stream()
                .peek(record -> assertThat(CORRECTIONS.errors(EventJson.object(record.value())))
                        .isEmpty())
                .map(record -> text(record).replaceFirst("=", " ").replace('"', '\''))
                .toList();
    }

    private static String time(long after) {
        return Rfc3339.format(Instant.ofEpochMilli(BEGIN + after));
    }

    @Test
    void what_the_vendor_does_not_have_ends_and_is_forgotten_after_a_week() {
        tell("a", EventRecord.of(GROUP_CREATED, "g", BEGIN));
        tell("b", EventRecord.of(TOPIC_CREATED, "g", BEGIN).topic("t"));
        tell("a", EventRecord.of(GROUP_CREATED, "h", BEGIN));
        tell("b", EventRecord.of(TOPIC_CREATED, "h", BEGIN).topic("u"));
        tell("a", EventRecord.read("gone", "g", BEGIN + 5));
        tell("a", EventRecord.read("topics", "h", BEGIN + 5));

        assertThat(keysWithValues("groups")).contains("1400000000:g=null");
        assertThat(keysWithValues("topics")).endsWith("1400000000:t=null", "1400000000:u=null");
        assertThat(drift).containsExactly("group ENDED", "topic ENDED", "topic ENDED");
        assertThat(corrections())
                .containsExactly(
                        "g {'corrected':'ended','sdkAppId':'1400000000','groupId':'g','since':'" + time(0) + "'}",
                        "g {'corrected':'ended','sdkAppId':'1400000000','groupId':'g','topicId':'t','since':'" + time(0)
                                + "'}",
                        "h {'corrected':'ended','sdkAppId':'1400000000','groupId':'h','topicId':'u','since':'" + time(0)
                                + "'}");

        driver.advanceWallClockTime(Duration.ofDays(7).plusMinutes(2));
        assertThat(keys(StoreNames.GROUPS)).isEqualTo(1);
        assertThat(keys(StoreNames.TOPICS)).isZero();
        assertThat(keys(StoreNames.ENDINGS)).isZero();
    }
}
