package io.imbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Page;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class ReadmeFirstStepsTest {
    @Test
    void the_first_three_commands_of_the_readme_are_those_that_dev_mode_prints() {
        String curl = FirstSteps.curl(new SmallRyeConfigBuilder().build());

        assertThat(Page.of("README.md").blocks("sh").stream().limit(3))
                .containsExactly("./mvnw quarkus:dev", curl, FirstSteps.read(9092));
    }
}
