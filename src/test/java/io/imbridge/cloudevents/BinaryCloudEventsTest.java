package io.imbridge.cloudevents;

import io.imbridge.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The records without any configuration. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(BinaryCloudEventsTest.OwnTopics.class)
class BinaryCloudEventsTest extends CloudEventsContract {
    private static final String PREFIX = "ce-binary";

    public static class OwnTopics implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("bridge.publish.topic-prefix", PREFIX, "bridge.publish.partitions", "1");
        }
    }

    BinaryCloudEventsTest() {
        super(PREFIX);
    }

    @Override
    Set<String> headers() {
        return new TreeSet<>(Set.of(
                "ce_specversion",
                "ce_type",
                "ce_source",
                "ce_id",
                "ce_subject",
                "ce_time",
                "ce_sdkappid",
                "ce_sequence",
                "ce_receivedtime",
                "ce_fingerprint",
                "content-type"));
    }

    @Override
    String contentType() {
        return "application/json";
    }
}
