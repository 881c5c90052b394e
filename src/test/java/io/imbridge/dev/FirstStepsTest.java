package io.imbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class FirstStepsTest {
    @Test
    void the_curl_line_sends_valid_json_of_the_command_in_its_query() throws Exception {
        String line = FirstSteps.curl(config(Map.of()));

        assertThat(line).startsWith("curl -s 'http://localhost:8080/?SdkAppid=1400000000&CallbackCommand=Group.");
        String body = line.substring(line.indexOf(" -d '") + 5, line.length() - 1);
        JsonNode json = new ObjectMapper().readTree(body);
        assertThat(line)
                .contains("CallbackCommand=" + json.get("CallbackCommand").asText() + "&");
        assertThat(body).doesNotContain("'", "\n");
    }

    @Test
    void it_aims_at_the_port_and_path_that_are_configured() {
        Config config = config(Map.of("quarkus.http.port", "18080", "bridge.receive.path", "/im"));

        assertThat(FirstSteps.curl(config)).startsWith("curl -s 'http://localhost:18080/im?SdkAppid=");
    }

    @Test
    void the_console_is_at_the_port_that_is_configured() {
        assertThat(FirstSteps.console(config(Map.of()))).isEqualTo("http://localhost:9000/console");
        assertThat(FirstSteps.console(config(Map.of("quarkus.management.port", "19000"))))
                .isEqualTo("http://localhost:19000/console");
    }

    @Test
    void reading_names_the_broker_only_where_it_is_not_at_the_usual_port() {
        assertThat(FirstSteps.read(9092)).isEqualTo("./mvnw -q exec:java");
        assertThat(FirstSteps.read(20001)).isEqualTo("./mvnw -q exec:java -Dkafka.bootstrap.servers=localhost:20001");
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
