package io.imbridge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class AdminTopicsTest {
    private static final Map<String, Object> NOBODY = Map.of("bootstrap.servers", "localhost:1");

    @Test
    void closing_while_a_question_waits_ends_both() {
        AdminTopics topics = new AdminTopics(() -> Admin.create(NOBODY), settings(), 1000);
        CompletableFuture<TopicFacts> answer = topics.ensure("t").toCompletableFuture();

        assertTimeoutPreemptively(Duration.ofSeconds(20), topics::close);

        assertThat(answer).failsWithin(Duration.ofSeconds(20));
    }

    private static PublishSettings settings() {
        return new SmallRyeConfigBuilder()
                .withMapping(PublishSettings.class)
                .build()
                .getConfigMapping(PublishSettings.class);
    }
}
