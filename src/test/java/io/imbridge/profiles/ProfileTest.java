package io.imbridge.profiles;

import static io.imbridge.profiles.ProfileCommand.ATTRIBUTES_CHANGED;
import static io.imbridge.profiles.ProfileCommand.GROUP_CHANGED;
import static io.imbridge.profiles.ProfileCommand.GROUP_CREATED;
import static io.imbridge.profiles.ProfileCommand.GROUP_DESTROYED;
import static io.imbridge.profiles.ProfileCommand.OWNER_CHANGED;
import static io.imbridge.profiles.ProfileCommand.TOPIC_CHANGED;
import static io.imbridge.profiles.ProfileCommand.TOPIC_CREATED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.contract.SchemaCheck;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles in the form that readers see. */
class ProfileTest {
    private static final long BEGIN = 1_795_000_000_000L;
    private static final SchemaCheck OF_GROUPS = SchemaCheck.of("profile.groups");
    private static final SchemaCheck OF_TOPICS = SchemaCheck.of("profile.topics");

    @Test
    void a_read_tells_all_fields_and_a_newer_callback_stays() {
        FoldRig rig = new FoldRig()
                .tell(
                        EventRecord.of(GROUP_CREATED, "g", BEGIN)
                                .by("leckie")
                                .change("name", "Walkers")
                                .change("introduction", "gone since")
                                .custom(Map.of("old", "x")),
                        EventRecord.of(GROUP_CHANGED, "g", BEGIN + 3000)
                                .by("mei.lin")
                                .change("notification", "new"),
                        EventRecord.read("group", "g", BEGIN + 2000)
                                .field("groupType", "Community")
                                .field("name", "Hill Walkers")
                                .field("notification", "asked before")
                                .field("createdTime", "2026-01-01T00:00:00.000Z")
                                .custom(Map.of("level", "hard"))
                                .noCustom("old"));

        assertThat(rig.group("g")).hasToString("""
            {"sdkAppId":"1400000000","groupId":"g","groupType":"Community","name":"Hill Walkers",\
            "notification":"new","customFields":{"level":"hard"},\
            "createdTime":"2026-11-18T11:06:40.000Z","changedTime":"2026-11-18T11:06:43.000Z",\
            "changedBy":"mei.lin","fields":{\
            "customFields.level":{"time":"2026-11-18T11:06:42.000Z","source":"read"},\
            "groupType":{"time":"2026-11-18T11:06:42.000Z","source":"read"},\
            "name":{"time":"2026-11-18T11:06:42.000Z","source":"read"},\
            "notification":{"time":"2026-11-18T11:06:43.000Z","operator":"mei.lin","source":"callback"}},\
            "complete":true,"version":1795000003000001}\
            """);
        assertThat(OF_GROUPS.errors(rig.group("g"))).isEmpty();
    }

    @Test
    void what_the_vendor_does_not_have_ends_unless_something_newer_shows_it() {
        EventRecord gone = EventRecord.read("gone", "g", BEGIN + 1000);
        EventRecord creation = EventRecord.of(GROUP_CREATED, "g", BEGIN).change("name", "n");

        assertThat(new FoldRig().tell(creation, gone).group("g")).isNull();
        assertThat(new FoldRig().tell(gone, creation).group("g")).isNull();
        assertThat(new FoldRig()
                        .tell(creation, EventRecord.of(GROUP_CHANGED, "g", BEGIN + 1001), gone)
                        .group("g")
                        .get("name")
                        .textValue())
                .isEqualTo("n");
        assertThat(new FoldRig()
                        .tell(EventRecord.of(GROUP_DESTROYED, "g", BEGIN), EventRecord.read("group", "g", BEGIN + 1))
                        .group("g"))
                .isNotNull();
    }

    @Test
    void a_profile_says_of_each_field_what_it_is_since_when_and_by_whom() {
        FoldRig rig = new FoldRig()
                .tell(
                        EventRecord.of(GROUP_CREATED, "g", BEGIN)
                                .by("leckie")
                                .type("Community")
                                .owner("leckie")
                                .change("name", "Walkers")
                                .custom(Map.of("city.part", "north")),
                        EventRecord.of(TOPIC_CREATED, "g", BEGIN + 1).topic("t").change("name", "Routes"),
                        EventRecord.of(GROUP_CHANGED, "g", BEGIN + 1500)
                                .by("mei.lin")
                                .change("notification", ""));

        assertThat(rig.group("g")).hasToString("""
            {"sdkAppId":"1400000000","groupId":"g","groupType":"Community","owner":"leckie","name":"Walkers",\
            "notification":"","customFields":{"city.part":"north"},"topicIds":["t"],\
            "createdTime":"2026-11-18T11:06:40.000Z","changedTime":"2026-11-18T11:06:41.500Z",\
            "changedBy":"mei.lin","fields":{\
            "customFields.city.part":{"time":"2026-11-18T11:06:40.000Z","operator":"leckie","source":"callback"},\
            "groupType":{"time":"2026-11-18T11:06:40.000Z","operator":"leckie","source":"callback"},\
            "name":{"time":"2026-11-18T11:06:40.000Z","operator":"leckie","source":"callback"},\
            "notification":{"time":"2026-11-18T11:06:41.500Z","operator":"mei.lin","source":"callback"},\
            "owner":{"time":"2026-11-18T11:06:40.000Z","operator":"leckie","source":"callback"},\
            "topicIds":{"time":"2026-11-18T11:06:40.001Z","source":"callback"}},\
            "complete":false,"version":1795000001500000}\
            """);
        assertThat(rig.topicProfile("t")).hasToString("""
            {"sdkAppId":"1400000000","groupId":"g","topicId":"t","name":"Routes",\
            "createdTime":"2026-11-18T11:06:40.001Z","changedTime":"2026-11-18T11:06:40.001Z","fields":{\
            "name":{"time":"2026-11-18T11:06:40.001Z","source":"callback"}},\
            "complete":false,"version":1795000000001000}\
            """);
        assertThat(OF_GROUPS.errors(rig.group("g"))).isEmpty();
        assertThat(OF_TOPICS.errors(rig.topicProfile("t"))).isEmpty();
    }

    @Test
    void attributes_follow_what_was_done_to_them() {
        FoldRig rig = new FoldRig()
                .tell(
                        EventRecord.of(ATTRIBUTES_CHANGED, "g", BEGIN).attributes("set", Map.of("a", "1", "b", "2")),
                        EventRecord.of(ATTRIBUTES_CHANGED, "g", BEGIN + 1)
                                .attributes("modify", Map.of("b", "3", "c", "")),
                        EventRecord.of(ATTRIBUTES_CHANGED, "g", BEGIN + 2).attributes("delete", Map.of("a", "1")));
        assertThat(rig.group("g").get("attributes")).hasToString("{\"b\":\"3\",\"c\":\"\"}");

        rig.tell(EventRecord.of(ATTRIBUTES_CHANGED, "g", BEGIN + 4).attributes("modify", Map.of("d", "4")));
        rig.tell(EventRecord.of(ATTRIBUTES_CHANGED, "g", BEGIN + 3).attributes("clear", Map.of()));

        assertThat(rig.group("g").get("attributes")).hasToString("{\"d\":\"4\"}");
    }

    @Test
    void an_end_is_an_end_until_a_newer_creation_and_then_nothing_older_counts() {
        FoldRig rig = new FoldRig()
                .tell(
                        EventRecord.of(GROUP_CREATED, "g", BEGIN)
                                .change("name", "first")
                                .change("introduction", "old"),
                        EventRecord.of(TOPIC_CREATED, "g", BEGIN + 1).topic("t"),
                        EventRecord.of(GROUP_DESTROYED, "g", BEGIN + 10),
                        EventRecord.of(GROUP_CHANGED, "g", BEGIN + 5).change("name", "late"),
                        EventRecord.of(GROUP_CHANGED, "g", BEGIN + 15).change("introduction", "between"),
                        EventRecord.of(TOPIC_CHANGED, "g", BEGIN + 16)
                                .topic("t")
                                .change("name", "between"));
        assertThat(rig.profiles()).isEmpty();

        rig.tell(EventRecord.of(GROUP_CREATED, "g", BEGIN + 20).change("name", "second"));

        assertThat(rig.group("g").get("name").textValue()).isEqualTo("second");
        assertThat(rig.group("g").has("introduction")).isFalse();
        assertThat(rig.group("g").has("topicIds")).isFalse();
        assertThat(rig.topicProfile("t")).isNull();
    }

    @Test
    void a_version_only_grows_whatever_the_times_are() {
        FoldRig rig = new FoldRig();

        for (int change = 0; change < 20; change++) {
            long time = BEGIN - change * 1000L + change % 3 * 5000L;
            rig.tell(EventRecord.of(change % 2 == 0 ? GROUP_CHANGED : OWNER_CHANGED, "g", time)
                    .owner("o" + change)
                    .change("f" + change, "x")
                    .custom(Map.of("c" + change, "x")));
        }

        assertThat(rig.versions()).hasSizeGreaterThan(15).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "\u202Eevil",
                "a\u0000b",
                "\ud83d",
                "x\udc00y",
                "👩‍👩‍👧",
                "\"\\"
            })
    void hostile_text_stays_what_it_is(String text) {
        FoldRig rig = new FoldRig()
                .tell(EventRecord.of(GROUP_CREATED, "g", BEGIN)
                        .by(text)
                        .change("name", text)
                        .custom(Map.of("k", text)));

        ObjectNode profile = rig.group("g");
        assertThat(profile.get("name").textValue()).isEqualTo(text);
        assertThat(profile.get("changedBy").textValue()).isEqualTo(text);
        assertThat(profile.get("customFields").get("k").textValue()).isEqualTo(text);
        byte[] bytes = EventJson.bytes(profile);
        assertThat(new String(bytes, UTF_8).getBytes(UTF_8)).isEqualTo(bytes);
    }
}
