package io.imbridge.faults;

import static io.imbridge.testkit.VendorStandIn.INFO;
import static io.imbridge.testkit.VendorStandIn.LIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A million groups are read in a small heap, within the limits of the vendor. */
@ResourceLock(FaultRig.CORES)
class MillionGroupsIT {
    private static final int GROUPS = 1_000_000;

    /** Beside the list, which alone takes a second for each of its 100 pages. */
    private static final int BUDGET = 400;

    private static final String HEAP = "-Xmx64m";
    private static final Duration LONG = Duration.ofMinutes(15);

    private final ProfilesRig rig = new ProfilesRig(Kafka.bootstrapServers());

    @TempDir
    private Path directory;

    @Test
    void a_million_groups_fill_no_memory_and_pass_no_limit() throws Exception {
        try (Admin admin = rig.admin()) {
            admin.createTopics(List.of(new NewTopic(rig.topic("profile.reads"), 1, (short) 1)))
                    .all()
                    .get();
        }
        try (VendorStandIn vendor =
                VendorStandIn.start(Callbacks.APP, VendorReads.KEY, VendorGroups.numbered(GROUPS))) {
            vendor.forgetQuestions();
            vendor.limit(INFO, BUDGET);
            try (ChildProcess read = new VendorReads(rig, vendor, directory).start(BUDGET, HEAP, "--dry-run")) {
                assertThat(read.awaitExit(LONG)).as(read.log()).isZero();
                assertThat(read.log())
                        .containsPattern("\\[#+-+] [\\d,]+ of 1,000,000 groups, [\\d,]+ a second, \\d+ (s|min) left")
                        .contains("1000000 groups and 0 topics read in", "groups: 1000000 new");
            }
            assertThat(vendor.requests(LIST)).isEqualTo(100);
            assertThat(vendor.mostInASecond(LIST)).isEqualTo(1);
            assertThat(vendor.mostInASecond(INFO)).isLessThanOrEqualTo(BUDGET);
        }
    }
}
