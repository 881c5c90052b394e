package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static io.imbridge.testkit.VendorStandIn.LIST;
import static io.imbridge.testkit.VendorStandIn.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.testkit.VendorFault;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls, tested with a stand-in that behaves as the vendor's pages say. */
class VendorApiTest {
    private final VendorGroups.InMemory groups = new VendorGroups.InMemory();
    private VendorStandIn vendor;
    private VendorApi api;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        vendor = VendorStandIn.start(VendorRig.APP, VendorRig.KEY, groups);
        api = VendorRig.api(vendor, directory, 100);
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    static Stream<VendorFault> faults() {
        return Stream.of(
                new VendorFault.Code(60007, "too often"),
                new VendorFault.Code(70001, "expired"),
                new VendorFault.Code(70003, "cannot be read"),
                new VendorFault.Code(10002, "internal error"),
                new VendorFault.Html(502),
                new VendorFault.Html(200),
                new VendorFault.HalfJson(),
                new VendorFault.Cut(),
                new VendorFault.Silence());
    }

    @Test
    void all_groups_come_in_pages() throws Exception {
        IntStream.range(0, 5).forEach(number -> groups.put("g" + number, "Public", "n"));

        List<String> ids = new ArrayList<>();
        VendorAnswer.Ids first = api.groups(0, 3);
        ids.addAll(first.ids());
        ids.addAll(api.groups(first.next(), 3).ids());

        assertThat(ids).containsExactly("g0", "g1", "g2", "g3", "g4");
        assertThat(first.total()).isEqualTo(5);
        assertThat(vendor.mostInASecond(LIST)).isEqualTo(1);
    }

    @Test
    void a_group_is_told_with_the_names_that_profiles_have() throws Exception {
        groups.put("@TGS#1", "Public", "Walkers")
                .put("Notification", "bring water")
                .withArray("AppDefinedData")
                .addObject()
                .put("Key", "level")
                .put("Value", "hard");
        groups.group("@TGS#1")
                .withArray("AppDefinedData")
                .addObject()
                .put("Key", "nobody's")
                .put("Value", "x");
        Instant before = Instant.now();

        VendorAnswer.Profiles answer = api.groupInfo(List.of("@TGS#1", "@TGS#2"));

        assertThat(answer.found().get("@TGS#1")).hasToString("""
            {"groupType":"Public","owner":"leckie","name":"Walkers","introduction":"","notification":"bring water",\
            "faceUrl":"","createdTime":"2015-03-21T22:21:40.000Z","customFields":{"level":"hard","city":null}}\
            """);
        assertThat(answer.gone()).containsExactly("@TGS#2");
        assertThat(answer.asked()).isBetween(before, Instant.now());
        assertThat(vendor.questions().get(0).at("/ResponseFilter/GroupBaseInfoFilter"))
                .extracting(name -> name.textValue())
                .contains("Name", "Owner_Account");
        assertThat(vendor.questions().get(0).at("/ResponseFilter/AppDefinedDataFilter_Group"))
                .hasToString("[\"level\",\"city\"]");
    }

    @Test
    void more_than_fifty_groups_at_once_are_refused_and_not_asked_for_again() {
        List<String> many =
                IntStream.range(0, 51).mapToObj(number -> "g" + number).toList();

        assertThatThrownBy(() -> api.groupInfo(many))
                .isInstanceOf(VendorException.class)
                .hasMessage("ErrorCode 10004, GroupIdList must not exceed 50");
        assertThat(vendor.requests(INFO)).isEqualTo(1);
    }

    @Test
    void a_group_that_fails_alone_takes_no_other_with_it() throws Exception {
        groups.put("g1", "Public", "n");
        groups.put("g2", "Public", "n");
        vendor.failGroup("g2", 10007, "no permission");

        VendorAnswer.Profiles answer = api.groupInfo(List.of("g1", "g2"));

        assertThat(answer.found()).containsOnlyKeys("g1");
        assertThat(answer.failed()).containsExactly(Map.entry("g2", "ErrorCode 10007, no permission"));
    }

    @Test
    void the_topics_of_a_community_are_told() throws Exception {
        groups.put("g", "Community", "n");
        groups.putTopic("g", "t1", "Routes");

        assertThat(api.topics("g").found().get("t1").get("name").textValue()).isEqualTo("Routes");
        assertThat(vendor.questions().get(0)).hasToString("{\"GroupId\":\"g\",\"From_Account\":\"administrator\"}");
        assertThatThrownBy(() -> api.topics("none")).hasMessage("ErrorCode 10010, invalid");
        assertThat(vendor.requests(TOPICS)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void what_passes_is_asked_again(VendorFault fault) throws Exception {
        groups.put("g", "Public", "n");
        vendor.fail(INFO, fault, fault);

        assertThat(api.groupInfo(List.of("g")).found()).containsKey("g");
        assertThat(vendor.requests(INFO)).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void what_stays_is_told_in_a_sentence_without_a_secret(VendorFault fault) {
        vendor.fail(INFO, Stream.generate(() -> fault).limit(5).toArray(VendorFault[]::new));

        assertThatThrownBy(() -> api.groupInfo(List.of("g")))
                .isInstanceOf(VendorException.class)
                .message()
                .containsPattern("ErrorCode \\d+, \\w|look for a proxy|cannot be asked: \\w|did not answer within 2 s")
                .doesNotContain(VendorRig.KEY, "usersig");
        assertThat(vendor.requests(INFO)).isEqualTo(5);
    }

    @Test
    void a_key_that_is_replaced_counts_at_once() throws Exception {
        groups.put("g", "Public", "n");
        api.groupInfo(List.of("g"));
        vendor.key("another");
        VendorRig.key(directory, "another");

        assertThat(api.groupInfo(List.of("g")).found()).containsKey("g");
        assertThat(vendor.requests(INFO)).isEqualTo(3);
    }

    @Test
    void the_vendors_own_limit_halves_what_is_asked_for() throws Exception {
        groups.put("g", "Public", "n");
        vendor.limit(INFO, 3);

        for (int times = 0; times < 12; times++) {
            assertThat(api.groupInfo(List.of("g")).found()).containsKey("g");
        }
    }

    @Test
    void an_answer_of_more_than_4_megabytes_is_not_taken() {
        VendorFault large = new VendorFault.Raw("{\"ErrorCode\":0,\"GroupInfo\":[]" + " ".repeat(4 << 20) + "}");
        vendor.fail(INFO, Stream.generate(() -> large).limit(5).toArray(VendorFault[]::new));

        assertThatThrownBy(() -> api.groupInfo(List.of("g")))
                .hasMessageEndingWith("the answer is larger than 4194304 bytes");
    }

    @Test
    void an_answer_of_brackets_alone_is_none_before_it_fills_the_memory() {
        String brackets = "[]" + ",[]".repeat(1_000_000);
        VendorFault large = new VendorFault.Raw("{\"ErrorCode\":0,\"GroupInfo\":[" + brackets + "]}");
        vendor.fail(INFO, Stream.generate(() -> large).limit(5).toArray(VendorFault[]::new));

        assertThatThrownBy(() -> api.groupInfo(List.of("g"))).hasMessageContaining("gave no answer of the API");
    }
}
