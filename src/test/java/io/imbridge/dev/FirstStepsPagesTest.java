package io.imbridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Page;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstStepsPagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/getting-started.md"})
    void the_first_three_commands_of_a_page_for_newcomers_are_those_that_dev_mode_prints(String file) {
        String curl = FirstSteps.curl(new SmallRyeConfigBuilder().build());

        assertThat(Page.of(file).blocks("sh").stream().limit(3))
                .as("%s, the blocks of sh", file)
                .containsExactly("./mvnw quarkus:dev", curl, FirstSteps.read(9092));
    }
}
