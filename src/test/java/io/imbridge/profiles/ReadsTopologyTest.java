package io.imbridge.profiles;

import static io.imbridge.profiles.ProfileCommand.GROUP_CREATED;
import static io.imbridge.profiles.ProfileCommand.TOPIC_CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.profiles.ProfilesObserver.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of what the vendor answered into profiles. */
class ReadsTopologyTest extends TopologyRig {
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

        driver.advanceWallClockTime(Duration.ofDays(7).plusMinutes(2));
        assertThat(keys(StoreNames.GROUPS)).isEqualTo(1);
        assertThat(keys(StoreNames.TOPICS)).isZero();
        assertThat(keys(StoreNames.ENDINGS)).isZero();
    }
}
