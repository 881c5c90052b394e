package io.imbridge.receive;

import io.imbridge.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A caller who is not a trusted proxy and claims another address. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(ForgedAddressTest.BehindAnotherProxy.class)
class ForgedAddressTest {
    @Test
    void it_is_not_believed() {
        CallerAddressTest.assertRefused(CallerAddressTest.from("203.0.113.7"));
    }

    /** A service that trusts a proxy with another address. */
    public static class BehindAnotherProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "bridge.verify.allowed-addresses", "203.0.113.0/24",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "10.9.9.9");
        }
    }
}
