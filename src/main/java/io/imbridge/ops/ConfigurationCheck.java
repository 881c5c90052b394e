package io.imbridge.ops;

import io.imbridge.callback.CannotStart;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.publish.PublishSettings;
import io.imbridge.receive.ReceiveSettings;
import io.imbridge.verify.VerifySettings;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Stops a start that cannot end well, with one message that names everything that is to be mended. */
@Singleton
final class ConfigurationCheck {
    private static final int BEFORE_ANYTHING_STARTS = 1;

    private final SmallRyeConfig config;

    ConfigurationCheck(Config config) {
        this.config = config.unwrap(SmallRyeConfig.class);
    }

    /** The router comes before the start, and its routes bring everything up that the configuration describes. */
    void check(
            @Observes @Priority(BEFORE_ANYTHING_STARTS) Router beforeItsRoutes,
            VerifySettings verify,
            ReceiveSettings receive,
            OutboxSettings outbox,
            PublishSettings publish) {
        MistakeText text = new MistakeText(config);
        List<String> problems = Stream.of(
                        UnreadableValues.in(config),
                        verify.mistakes(),
                        receive.mistakes(),
                        outbox.mistakes(),
                        publish.mistakes())
                .flatMap(List::stream)
                .map(text::of)
                .toList();
        if (!problems.isEmpty()) {
            throw CannotStart.because(problems);
        }
    }
}
