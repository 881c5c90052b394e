package io.imbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceFactsTest {
    @Test
    void the_example_calls_this_service_for_its_first_app() {
        assertThat(ServiceFacts.example(List.of("1400000001", "1400000002"), false, 8081, "/im"))
                .startsWith("curl -s \"http://localhost:8081/im?SdkAppid=1400000001&CallbackCommand=")
                .doesNotContain("Sign=");
    }

    @Test
    void where_an_app_signs_the_example_has_a_place_for_its_token() {
        assertThat(ServiceFacts.example(List.of("1400000001"), true, 8080, "/"))
                .startsWith("token=<token of 1400000001>; now=$(date +%s); curl -s ")
                .contains("&RequestTime=$now&Sign=$(");
    }
}
