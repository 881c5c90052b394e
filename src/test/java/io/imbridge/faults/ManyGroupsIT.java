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
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Very many groups are read with a small heap and within the vendor's limits: a hundred thousand by default, a million
 * with {@code -Dfaults.groups=1000000}.
 */
@ResourceLock(FaultRig.CORES)
class ManyGroupsIT {
    private static final int GROUPS = Integer.getInteger("faults.groups", 100_000);
    private static final int PAGE = 10_000;

    /** The budget besides the list, which alone needs a second for each of its pages. */
    private static final int BUDGET = 400;

    private static final List<String> HEAP = List.of("-Xmx64m");
    private static final Duration LONG = Duration.ofMinutes(15);

    private final ProfilesRig rig = new ProfilesRig(Kafka.bootstrapServers());

    @TempDir
    private Path directory;

    @Test
    void so_many_groups_fill_no_memory_and_pass_no_limit() throws Exception {
        makeTopic();
        try (VendorStandIn vendor =
                VendorStandIn.start(Callbacks.APP, VendorReads.KEY, VendorGroups.numbered(GROUPS))) {
            vendor.forgetQuestions();
            vendor.limit(INFO, BUDGET);
            try (ChildProcess read = new VendorReads(rig, vendor, directory).start(BUDGET, HEAP, "--dry-run")) {
                assertThat(read.awaitExit(LONG)).as(read.log()).isZero();
                assertThat(read.log())
                        .containsPattern(String.format(
                                Locale.ROOT,
                                "\\[#+-+] [\\d,]+ of %,d groups, [\\d,]+ a second, \\d+ (s|min) left",
                                GROUPS))
                        .contains(GROUPS + " groups and 0 topics read in", "groups: " + GROUPS + " new");
            }
            assertThat(vendor.requests(LIST)).isEqualTo(GROUPS / PAGE);
            assertThat(vendor.mostInASecond(LIST)).isEqualTo(1);
            assertThat(vendor.mostInASecond(INFO)).isLessThanOrEqualTo(BUDGET);
        }
    }

    @Test
    void a_proxy_that_java_is_told_is_asked_instead_of_the_vendor() throws Exception {
        makeTopic();
        VendorGroups.InMemory truth = new VendorGroups.InMemory();
        truth.put("g", "Public", "Walkers");
        try (VendorStandIn proxy = VendorStandIn.start(Callbacks.APP, VendorReads.KEY, truth)) {
            List<String> options = List.of(
                    "-Dbridge.vendor.apps.\"" + Callbacks.APP + "\".url=http://localhost:1",
                    "-Dhttp.proxyHost=localhost",
                    "-Dhttp.proxyPort=" + proxy.url().replaceFirst(".*:", ""),
                    "-Dhttp.nonProxyHosts=");
            try (ChildProcess read = new VendorReads(rig, proxy, directory).start(BUDGET, options, "--dry-run")) {
                assertThat(read.awaitExit(LONG)).as(read.log()).isZero();
                assertThat(read.log()).contains("groups: 1 new");
            }
        }
    }

    private void makeTopic() throws Exception {
        try (Admin admin = rig.admin()) {
            admin.createTopics(List.of(new NewTopic(rig.topic("profile.reads"), 1, (short) 1)))
                    .all()
                    .get();
        }
    }
}
