package io.imbridge.ops;

import io.imbridge.callback.CannotStart;
import io.imbridge.callback.Mistake;
import io.imbridge.callback.StartCheck;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.publish.PublishSettings;
import io.imbridge.receive.ReceiveSettings;
import io.imbridge.verify.VerifySettings;
import io.quarkus.arc.All;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Stops a start that cannot succeed, with one message that names everything to fix. */
@Singleton
final class ConfigurationCheck {
    private static final Logger LOG = Logger.getLogger(ConfigurationCheck.class);
    private static final int BEFORE_ANYTHING_STARTS = 1;

    private final SmallRyeConfig config;
    private final List<StartCheck> others;

    ConfigurationCheck(Config config, @All List<StartCheck> others) {
        this.config = config.unwrap(SmallRyeConfig.class);
        this.others = others;
    }

    /**
     * The router's event comes before the startup event, and its routes create everything that the configuration
     * describes.
     */
    void check(
            @Observes @Priority(BEFORE_ANYTHING_STARTS) Router beforeItsRoutes,
            VerifySettings verify,
            ReceiveSettings receive,
            OutboxSettings outbox,
            PublishSettings publish) {
        List<UnknownKey> unknown = UnknownKey.in(config);
        unknown.stream().filter(UnknownKey::inEnvironment).forEach(ConfigurationCheck::warn);
        MistakeText text = new MistakeText(config);
        List<String> problems = Stream.concat(
                        unknown.stream().filter(key -> !key.inEnvironment()).map(UnknownKey::sentence),
                        Stream.of(
                                        UnreadableValues.in(config),
                                        receive.enabled() ? verify.mistakes() : List.<Mistake>of(),
                                        receive.mistakes(),
                                        outbox.mistakes(),
                                        publish.mistakes(),
                                        others.stream()
                                                .flatMap(other -> other.mistakes().stream())
                                                .toList())
                                .flatMap(List::stream)
                                .map(text::of))
                .toList();
        if (!problems.isEmpty()) {
            throw CannotStart.because(problems);
        }
    }

    /** The environment contains names for other programs too, so an unknown name there does not stop the start. */
    private static void warn(UnknownKey key) {
        LOG.warnf(
                "Variable means nothing variable=%s nearest=%s",
                key.name(), key.nearest().shownVariable());
    }
}
