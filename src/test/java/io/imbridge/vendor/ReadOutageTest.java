package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static io.imbridge.testkit.VendorStandIn.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.VendorFault;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An outage of the vendor interrupts a read; a group that cannot be read does not. */
class ReadOutageTest extends ReadingRig {
    private static final int MANY = 1_000;

    @Test
    void what_an_outage_left_unread_is_read_when_the_read_goes_on() throws Exception {
        IntStream.range(0, MANY).forEach(number -> groups.put("g" + number, "Public", "n"));
        assertThatThrownBy(() -> reading(20).all(APP, false, now -> {
                    vendor.key("another");
                    progress.add(now);
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The vendor answers no more: ErrorCode 700");
        assertThat(told().size()).isBetween(50, MANY - 50);
        vendor.key(VendorRig.KEY);

        ReadReport report = reading(20).all(APP, false, progress::add);

        assertThat(report.groups().failed()).isZero();
        assertThat(report.groups().read()).isEqualTo(MANY);
        assertThat(told()).hasSize(MANY).doesNotHaveDuplicates();
    }

    @Test
    void what_is_not_in_the_list_is_left_to_the_next_read_too() throws Exception {
        known("ended", "Public", "n");
        vendor.limit(INFO, 0);
        assertThatThrownBy(() -> reading(20).all(APP, false, progress::add))
                .hasMessageContaining("ErrorCode 60007, request frequency over limit");
        vendor.limit(INFO, 100);

        assertThat(reading(20).all(APP, false, progress::add).groups().ended()).isEqualTo(1);
    }

    @Test
    void topics_that_nobody_gets_break_it_off_before_their_groups_are_done() throws Exception {
        for (int number = 0; number < 5; number++) {
            groups.put("g" + number, "Community", "n");
            groups.putTopic("g" + number, "t" + number, "Routes");
        }
        vendor.limit(TOPICS, 0);
        assertThatThrownBy(() -> reading(20).all(APP, false, progress::add))
                .hasMessageStartingWith("The vendor answers no more: ErrorCode 60007");
        vendor.limit(TOPICS, 100);

        ReadReport report = reading(20).all(APP, false, progress::add);

        assertThat(report.isWhole()).isTrue();
        assertThat(report.topics().added()).isEqualTo(5);
    }

    @Test
    void topics_that_the_vendor_refuses_are_passed() throws Exception {
        groups.put("g", "Community", "n");
        groups.put("h", "Community", "n");
        groups.putTopic("h", "t", "Routes");
        VendorFault refused = new VendorFault.Code(10007, "no topics");
        vendor.fail(TOPICS, refused);

        ReadReport report = reading(1).all(APP, false, progress::add);

        assertThat(report.groups().read()).isEqualTo(2);
        assertThat(report.failed().values()).containsExactly("topics: ErrorCode 10007, no topics");
    }

    @Test
    void a_group_for_which_no_request_is_answered_takes_no_other_with_it() throws Exception {
        IntStream.range(0, 60).forEach(number -> groups.put("g" + number, "Public", "n"));
        vendor.close();
        vendor = VendorStandIn.start(APP, VendorRig.KEY, new Breaking(groups, "g7"));
        vendor.limit(INFO, 10_000);

        ReadReport report = reading(200).all(APP, false, progress::add);

        assertThat(report.groups().read()).isEqualTo(59);
        assertThat(report.failed()).containsOnlyKeys("g7");
        assertThat(told()).hasSize(59).doesNotContain("group g7");
    }

    @Test
    void few_batches_are_under_way_while_one_is_not_answered() throws Exception {
        IntStream.range(0, 2 * MANY).forEach(number -> groups.put("g" + number, "Public", "n"));
        vendor.fail(INFO, new VendorFault.Silence());
        Thread read = new Thread(() -> {
            try {
                reading(40).all(APP, false, progress::add);
            } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        read.start();
        await().until(() -> vendor.requests(INFO) >= 9);
        TimeUnit.SECONDS.sleep(2);
        // Any of the first nine requests may fail, so eight more may be sent; there are 40.
        assertThat(vendor.requests(INFO)).isBetween(9L, 17L);
        read.interrupt();
        read.join();
    }

    @Test
    void an_odd_value_of_one_group_is_no_matter_of_others() throws Exception {
        IntStream.range(0, 60).forEach(number -> groups.put("g" + number, "Public", "n"));
        groups.put("g7", "Public", "n").put("CreateTime", 1_700_000_000_000_000_000L);

        ReadReport report = reading(200).all(APP, false, progress::add);

        assertThat(report.groups().read() + report.groups().failed()).isEqualTo(60);
        assertThat(report.failed().keySet()).isSubsetOf("g7");
        assertThat(told()).hasSizeBetween(59, 60);
    }

    @Test
    void a_defect_while_an_answer_is_read_is_a_failure_of_its_groups() {
        assertThatThrownBy(
                        () -> ParallelRequests.done(CompletableFuture.failedFuture(new IllegalStateException("odd"))))
                .isInstanceOf(VendorException.class)
                .hasMessage("the answer cannot be read: java.lang.IllegalStateException: odd");
    }

    @Test
    void a_group_that_cannot_be_told_is_a_failure_of_its_own() throws Exception {
        ObjectNode fields = VendorJson.MAPPER.createObjectNode().put("name", "n");
        VendorAnswer.Profiles info = new VendorAnswer.Profiles(Instant.now(), Map.of("g", fields), List.of(), Map.of());
        ReadStatistics statistics = new ReadStatistics();
        ReadPublisher publisher = new ReadPublisher(
                new ReadRecords("topic", APP, null),
                KafkaSender.of(ReadingRig::producer, true),
                (isTopic, id) -> {
                    throw new IllegalStateException("odd");
                },
                statistics);

        publisher.publish(new Batch(List.of("g"), info, Map.of(), Map.of()));

        assertThat(statistics.failed()).containsEntry("g", "it cannot be told: java.lang.IllegalStateException: odd");
    }

    /** A vendor whose answer is broken if one group is in it. */
    private record Breaking(VendorGroups groups, String id) implements VendorGroups {
        @Override
        public long total() {
            return groups.total();
        }

        @Override
        public List<String> ids(long from, int limit) {
            return groups.ids(from, limit);
        }

        @Override
        public ObjectNode group(String asked) {
            if (asked.equals(id)) {
                throw new IllegalStateException("The answer breaks");
            }
            return groups.group(asked);
        }

        @Override
        public Collection<ObjectNode> topics(String groupId) {
            return groups.topics(groupId);
        }
    }
}
