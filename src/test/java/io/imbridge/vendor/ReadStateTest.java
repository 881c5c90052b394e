package io.imbridge.vendor;

import static io.imbridge.testkit.VendorStandIn.LIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imbridge.callback.TopicNames;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.VendorFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kept state of an interrupted read: which reads may use it, and what happens to it when it is damaged. */
class ReadStateTest extends ReadingRig {
    @ParameterizedTest
    @ValueSource(strings = {"CURRENT", "MANIFEST", "0"})
    void one_that_lost_a_file_is_thrown_away(String file) throws Exception {
        breakOff();
        delete(file);

        assertThat(reading(20).all(APP, false, progress::add).groups().added()).isEqualTo(2);
    }

    @Test
    void one_that_was_overwritten_is_thrown_away() throws Exception {
        breakOff();
        for (Path path : files("MANIFEST")) {
            Files.writeString(path, "overwritten");
        }

        assertThat(reading(20).all(APP, false, progress::add).groups().added()).isEqualTo(2);
    }

    @Test
    void one_that_another_read_uses_is_refused_and_left_alone() throws Exception {
        groups.put("g", "Public", "n");

        ReadReport report = reading(20).all(APP, false, now -> {
            progress.add(now);
            assertThatThrownBy(() -> reading(20).all(APP, false, progress::add))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Another read of this app is under way: ");
        });

        assertThat(report.groups().added()).isEqualTo(1);
        assertThat(progress).hasSize(1);
    }

    @Test
    void one_of_other_topics_does_not_go_on() throws Exception {
        breakOff();
        TopicNames elsewhere = new TopicNames(prefix + "other", Map.of());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(elsewhere.profileReads(), 2, (short) 1)))
                    .all()
                    .get();
        }
        ProfileReading reading = new ProfileReading(
                VendorRig.settings(vendor, directory, 1), null, kafka(elsewhere), Clock.systemUTC(), VendorRig.FAST);

        assertThat(reading.all(APP, false, progress::add).groups().added()).isEqualTo(2);
        assertThat(progress).last().extracting(ReadProgress::here).isEqualTo(2L);
    }

    /** Interrupts a read after the first of two groups. */
    private void breakOff() {
        groups.put("g", "Public", "n");
        groups.put("h", "Public", "n");
        vendor.fail(LIST, new VendorFault.Raw("""
                {"ErrorCode":0,"TotalCount":2,"Next":1,"GroupIdList":[{"GroupId":"g"}]}
                """), new VendorFault.Code(60010, "admin only"));
        assertThatThrownBy(() -> reading(20).all(APP, false, progress::add)).isInstanceOf(IOException.class);
        assertThat(told()).containsExactly("group g");
    }

    private void delete(String file) throws IOException {
        List<Path> found = files(file);
        assertThat(found).isNotEmpty();
        for (Path path : found) {
            Files.delete(path);
        }
    }

    private List<Path> files(String begin) throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("state").resolve(APP))) {
            return all.filter(path -> path.getFileName().toString().startsWith(begin))
                    .toList();
        }
    }
}
