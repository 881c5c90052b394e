package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static io.imbridge.testkit.VendorStandIn.LIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.testkit.VendorFault;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's list of groups is checked before it is trusted. */
class ReadListTest extends ReadingRig {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"TotalCount\":2,\"Next\":0",
                "\"TotalCount\":2,\"Next\":0,\"GroupIdList\":{}",
                "\"TotalCount\":2,\"GroupIdList\":[]",
                "\"TotalCount\":2,\"Next\":null,\"GroupIdList\":[]",
                "\"TotalCount\":2,\"Next\":\"0\",\"GroupIdList\":[]",
                "\"TotalCount\":2,\"Next\":-1,\"GroupIdList\":[]",
                "\"Next\":0,\"GroupIdList\":[]",
                "\"TotalCount\":2,\"Next\":0,\"GroupIdList\":[]"
            })
    void half_an_answer_is_no_list(String half) {
        known("g", "Public", "n");
        vendor.fail(LIST, new VendorFault.Raw("{\"ErrorCode\":0," + half + "}"));

        assertThatThrownBy(() -> reading(20).all(APP, false, progress::add))
                .isInstanceOf(IOException.class)
                .message()
                .matches("The list of groups cannot be read: "
                        + "(the answer has no (list of groups|Next|TotalCount)|it is empty, of 2 that there are)");
        assertThat(told()).isEmpty();
    }

    @Test
    void a_list_that_does_not_move_on_ends_and_is_read_from_its_beginning_the_next_time() throws Exception {
        groups.put("g", "Public", "n");
        groups.put("h", "Public", "n");
        vendor.fail(LIST, page(2, 7, "g"), page(2, 7, "h"));

        assertThatThrownBy(() -> reading(20).all(APP, false, progress::add))
                .hasMessage("The list of groups cannot be read: the vendor goes on from Next 7 with Next 7");
        long before = vendor.requests(INFO);

        ReadReport report = reading(20).all(APP, false, progress::add);

        assertThat(report.groups().added()).isEqualTo(2);
        assertThat(vendor.requests(INFO) - before).isEqualTo(1);
        assertThat(told()).containsExactlyInAnyOrder("group g", "group h");
    }

    @Test
    void a_list_without_an_end_ends_where_it_is_far_longer_than_the_vendor_says() {
        String[] many =
                IntStream.range(0, 6_000).mapToObj(number -> "x" + number).toArray(String[]::new);
        vendor.fail(LIST, page(1, 1, many), page(1, 2, many), page(1, 1, many));

        assertThatThrownBy(() -> reading(200).all(APP, true, progress::add))
                .hasMessage("The list of groups cannot be read: it has no end: 12000 ids so far,"
                        + " of 1 that the vendor says there are");
        assertThat(vendor.requests(LIST)).isEqualTo(2);
        assertThat(progress).last().extracting(ReadProgress::read).isEqualTo(6_000L);
    }

    @Test
    void a_place_that_the_vendor_knows_no_more_is_given_up() throws Exception {
        groups.put("g", "Public", "n");
        vendor.fail(LIST, page(1, 7, "g"), new VendorFault.Code(10004, "Next is invalid"));
        assertThatThrownBy(() -> reading(20).all(APP, false, progress::add))
                .hasMessage("The list of groups cannot be read: ErrorCode 10004, Next is invalid");

        reading(20).all(APP, false, progress::add);

        assertThat(vendor.questions())
                .filteredOn(question -> question.has("Next"))
                .last()
                .extracting(question -> question.get("Next").asLong())
                .isEqualTo(0L);
    }

    @Test
    void an_id_that_comes_twice_is_read_once_and_is_not_new() throws Exception {
        groups.put("g", "Public", "n");
        groups.put("h", "Public", "n");
        known("g", "Public", "n");
        vendor.fail(LIST, page(2, 7, "g", "g"), page(2, 0, "h", "g"));

        ReadReport report = reading(20).all(APP, false, progress::add);

        assertThat(report.groups().same()).isEqualTo(1);
        assertThat(report.groups().added()).isEqualTo(1);
        assertThat(told()).containsExactlyInAnyOrder("group g", "group h");
        assertThat(progress).last().extracting(ReadProgress::read).isEqualTo(2L);
    }

    private static VendorFault page(long total, long next, String... ids) {
        String list =
                List.of(ids).stream().map(id -> "{\"GroupId\":\"" + id + "\"}").collect(Collectors.joining(","));
        return new VendorFault.Raw(
                "{\"ErrorCode\":0,\"TotalCount\":" + total + ",\"Next\":" + next + ",\"GroupIdList\":[" + list + "]}");
    }
}
