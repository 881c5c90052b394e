package io.imbridge.faults;

import static io.imbridge.testkit.Callbacks.query;
import static io.imbridge.testkit.VendorStandIn.LIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The packaged service reads by itself what callbacks do not say. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ServiceReadsIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String GROUP = "@TGS#_@TGS#old";
    private static final String TOPIC = GROUP + "@TOPIC#_@TOPIC#1";

    private final ProfilesRig rig = new ProfilesRig(Kafka.bootstrapServers());
    private final VendorGroups.InMemory truth = new VendorGroups.InMemory();

    @TempDir
    private Path directory;

    @Test
    void a_group_that_is_older_than_its_callbacks_is_known_and_a_change_that_names_no_topic_arrives() {
        truth.put(GROUP, "Community", "Walkers");
        truth.putTopic(GROUP, TOPIC, "Routes");
        try (VendorStandIn vendor = VendorStandIn.start(Callbacks.APP, VendorReads.KEY, truth);
                ServiceProcess service = rig.bridge(environment(vendor)).start()) {
            await().atMost(LONG).until(() -> answer(service, "group", GROUP).contains("\"name\":\"Walkers\""));
            await().atMost(LONG).until(() -> answer(service, "topic", TOPIC).contains("\"name\":\"Routes\""));
            assertThat(answer(service, "group", GROUP)).contains("\"complete\":true", "\"source\":\"read\"");

            truth.putTopic(GROUP, TOPIC, "Renamed");
            String body = "{\"GroupId\":\"" + GROUP + "\",\"Type\":\"Community\",\"Name\":\"Renamed\"}";
            assertThat(Http.post(service.port(), query(Callbacks.COMMAND), body).statusCode())
                    .isEqualTo(200);

            await().atMost(LONG).until(() -> answer(service, "topic", TOPIC).contains("\"name\":\"Renamed\""));
            assertThat(metrics(service))
                    .contains("bridge_vendor_reads_total{kind=\"all\",outcome=\"done\"} 1.0")
                    .contains("bridge_vendor_reads_total{kind=\"topics\",outcome=\"done\"} 1.0")
                    .contains("bridge_profiles_drift_total{field=\"name\",kind=\"different\"} 0.0");
            assertThat(vendor.requests(LIST)).isEqualTo(1);
            assertThat(service.log())
                    .contains("Profiles were read from the vendor app=" + Callbacks.APP + " groups=1 topics=1 failed=0")
                    .doesNotContain(VendorReads.KEY);
        }
    }

    private Map<String, String> environment(VendorStandIn vendor) {
        Map<String, String> environment = new HashMap<>(new VendorReads(rig, vendor, directory).environment(20));
        environment.put("BRIDGE_PROFILES_ENABLED", "true");
        environment.put("BRIDGE_PROFILES_READ_EVERY", "24h");
        return environment;
    }

    private static String answer(ServiceProcess service, String kind, String id) {
        return ProfilesRig.ask(service, kind, id).body();
    }

    /** The metrics with uniform ends of labels: in this format a comma may precede the closing brace. */
    private static String metrics(ServiceProcess service) {
        return Http.get(service.managementPort(), "/q/metrics").body().replace(",}", "}");
    }
}
