package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static io.imbridge.testkit.VendorStandIn.LIST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.TopicNames;
import io.imbridge.contract.SchemaCheck;
import io.imbridge.testkit.KafkaTopics;
import io.imbridge.testkit.VendorFault;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The events that a read publishes, and the results that it reports. */
class ProfileReadingTest extends ReadingRig {
    private static final SchemaCheck SCHEMA = SchemaCheck.of("profile.reads");

    @Test
    void all_of_an_app_is_told_and_compared_with_what_was_known() throws Exception {
        groups.put("new", "Public", "n");
        groups.put("changed", "Community", "now").put("Notification", "bring water");
        groups.putTopic("changed", "t1", "Routes");
        groups.putTopic("changed", "t2", "Maps");
        groups.put("same", "Public", "n");
        groups.put("failing", "Public", "n");
        vendor.failGroup("failing", 10007, "no permission");
        known("same", "Public", "n");
        known("changed", "Community", "before", "t1", "t3");
        known("ended", "Public", "n");
        knownTopic("changed", "t1", "Routes");

        ReadReport report = reading(20).all(APP, false, progress::add);

        assertThat(report.lines())
                .startsWith("3 groups and 2 topics read in " + report.took().toSeconds() + " s")
                .endsWith(
                        "groups: 1 new, 1 changed, 1 ended, 1 as they were, 1 failed",
                        "topics: 1 new, 0 changed, 1 ended, 1 as they were",
                        "changed: name 1, notification 1",
                        "failed: failing: ErrorCode 10007, no permission");
        assertThat(report.isWhole()).isFalse();
        assertThat(told("changed")).containsExactly("group changed", "topic t1", "topic t2", "topics changed");
        assertThat(told("ended")).containsExactly("gone ended");
        assertThat(told("failing")).isEmpty();
        assertThat(progress).last().extracting(ReadProgress::read).isEqualTo(5L);
        assertThat(directory.resolve("state").resolve(APP)).doesNotExist();
    }

    @Test
    void what_is_larger_than_a_record_fails_alone() throws Exception {
        groups.put("large", "Public", "n").put("Introduction", "x".repeat(1_500_000));
        groups.put("small", "Community", "n");
        groups.putTopic("small", "large-topic", "n").put("Introduction", "x".repeat(1_500_000));

        ReadReport report = reading(20).all(APP, false, progress::add);

        assertThat(report.lines())
                .anyMatch(line -> line.startsWith("failed: large: it has 15"))
                .anyMatch(line -> line.startsWith("failed: small large-topic: it has 15"));
        assertThat(told()).containsExactly("group small");
    }

    @Test
    void what_is_told_is_a_cloud_event_of_its_schema() throws Exception {
        groups.put("@TGS#1", "Community", "n");
        groups.putTopic("@TGS#1", "@TGS#1@TOPIC#1", "Routes");

        reading(20).one(APP, "@TGS#1", false);
        reading(20).one(APP, "nobody", false);

        List<ConsumerRecord<byte[], byte[]>> records = KafkaTopics.shared().all(names.profileReads());
        assertThat(records).hasSize(4).allSatisfy(record -> assertThat(SCHEMA.errors(json(record)))
                .isEmpty());
        ConsumerRecord<byte[], byte[]> topic = records.stream()
                .filter(record -> json(record).has("topicId"))
                .findFirst()
                .orElseThrow();
        assertThat(new String(topic.key(), UTF_8)).isEqualTo(APP + ":@TGS#1");
        assertThat(header(topic, "ce_type")).isEqualTo("io.imbridge.ProfileRead");
        assertThat(header(topic, "ce_source")).isEqualTo("/tencent-im/" + APP);
        assertThat(header(topic, "ce_time")).matches("20\\d\\d-.*\\.\\d{3}Z");
        assertThat(header(topic, "ce_id")).startsWith(APP + ":@TGS#1@TOPIC#1/topic/");
    }

    @Test
    void a_dry_run_tells_the_same_and_publishes_nothing() throws Exception {
        groups.put("changed", "Public", "now");
        known("changed", "Public", "before");

        ReadReport report = reading(20).all(APP, true, progress::add);

        assertThat(report.groups().changed()).isEqualTo(1);
        assertThat(report.lines().get(0)).endsWith("; nothing was published");
        assertThat(KafkaTopics.shared().all(names.profileReads())).isEmpty();
    }

    @Test
    void one_that_was_broken_off_goes_on_where_it_was() throws Exception {
        // With a budget of one request a second, a page has 50 groups.
        IntStream.range(100, 220).forEach(number -> groups.put("g" + number, "Public", "n"));
        known("g100", "Public", "before");
        known("g219", "Public", "before");
        known("ended", "Public", "n");
        VendorFault denied = new VendorFault.Code(60010, "admin only");
        ProfileReading reading = reading(1);
        vendor.fail(LIST, new VendorFault.Code(10002, "internal"));
        assertThatThrownBy(() -> reading.all(APP, false, now -> {
                    if (progress.isEmpty()) {
                        vendor.fail(LIST, denied);
                    }
                    progress.add(now);
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("The list of groups cannot be read: ErrorCode 60010, admin only");
        long before = vendor.requests(INFO);
        int done = told().size();
        assertThat(done).isBetween(50, 119);

        ReadReport report = reading(1).all(APP, false, progress::add);

        assertThat(vendor.requests(INFO) - before).isLessThanOrEqualTo(3);
        assertThat(report.groups().read()).isEqualTo(120);
        assertThat(report.groups().added()).isEqualTo(118);
        assertThat(report.groups().changed()).isEqualTo(2);
        assertThat(report.groups().ended()).isEqualTo(1);
        assertThat(told()).hasSize(121).doesNotHaveDuplicates();
    }

    @Test
    void a_list_that_cannot_be_read_to_its_end_ends_no_group() throws Exception {
        groups.put("g", "Public", "n");
        known("ended", "Public", "n");
        vendor.fail(LIST, new VendorFault.Code(60010, "admin only"));

        assertThatThrownBy(() -> reading(20).all(APP, false, progress::add)).isInstanceOf(IOException.class);

        assertThat(told()).isEmpty();
        assertThat(Files.exists(directory.resolve("state").resolve(APP))).isTrue();
    }

    @Test
    void a_group_that_the_list_left_out_stays_when_the_vendor_has_it() throws Exception {
        VendorGroups hiding = new VendorGroups() {
            @Override
            public long total() {
                return 0;
            }

            @Override
            public List<String> ids(long from, int limit) {
                return List.of();
            }

            @Override
            public ObjectNode group(String id) {
                return groups.group(id);
            }

            @Override
            public Collection<ObjectNode> topics(String groupId) {
                return List.of();
            }
        };
        groups.put("g", "Public", "n");
        known("g", "Public", "n");
        vendor.close();
        vendor = VendorStandIn.start(APP, VendorRig.KEY, hiding);

        assertThat(reading(20).all(APP, false, progress::add).groups().same()).isEqualTo(1);
        assertThat(told("g")).containsExactly("group g");
    }

    @Test
    void what_is_missing_is_said_in_a_sentence() {
        assertThatThrownBy(() -> reading(20).all("1", false, progress::add))
                .hasMessageContaining("bridge.vendor.apps.1.secret-key-file")
                .isInstanceOf(IOException.class);
        TopicNames elsewhere = new TopicNames("nowhere", Map.of());
        assertThatThrownBy(() -> new ProfileReading(
                                VendorRig.settings(vendor, directory, 20), null, kafka(elsewhere), Clock.systemUTC())
                        .all(APP, false, progress::add))
                .hasMessage("Kafka has no topic nowhere.profile.reads: an instance that keeps profiles makes it"
                        + " (bridge.profiles.enabled).");
    }
}
