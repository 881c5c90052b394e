package io.imbridge.receive;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.KafkaResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which address counts as the caller's, with a proxy that may be trusted. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(CallerAddressTest.BehindProxy.class)
class CallerAddressTest {
    @Test
    void an_address_that_is_not_allowed_is_refused_before_the_app_is_looked_at() {
        Response response = given().port(Callbacks.port()).body("{}").post("/?SdkAppid=1");

        assertRefused(response);
    }

    @Test
    void the_address_that_a_trusted_proxy_names_counts() {
        assertThat(from("203.0.113.7").statusCode()).isEqualTo(200);
        assertRefused(from("198.51.100.7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7, 198.51.100.7", "203.0.113.7,", "203.0.113.7, 203.0.113.8, nonsense"})
    void what_a_caller_wrote_before_the_proxy_appended_does_not_count(String addresses) {
        assertRefused(from(addresses));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.51.100.7, 203.0.113.7",
                "198.51.100.7, 203.0.113.7, 127.0.0.1",
                "nonsense, 203.0.113.7:1234",
            })
    void the_last_address_counts_that_is_no_trusted_proxy_s(String addresses) {
        assertThat(from(addresses).statusCode()).isEqualTo(200);
    }

    static Response from(String address) {
        return given().port(Callbacks.port())
                .header("X-Forwarded-For", address)
                .body("{\"GroupId\":\"@TGS#address\"}")
                .post("/?" + Callbacks.query(Callbacks.COMMAND));
    }

    static void assertRefused(Response response) {
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.jsonPath().getString("ActionStatus")).isEqualTo("FAIL");
        assertThat(response.jsonPath().getInt("ErrorCode")).isEqualTo(10122);
    }

    /** A service that accepts callbacks only from the vendor, through a proxy on this machine. */
    public static class BehindProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "bridge.verify.allowed-addresses", "203.0.113.0/24",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }
}
