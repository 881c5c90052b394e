package io.imbridge.ops;

import io.imbridge.console.ConsoleSettings;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.publish.PublishSettings;
import io.imbridge.receive.CallbackTracer;
import io.imbridge.receive.ReceiveSettings;
import io.imbridge.verify.CallbackVerifier;
import io.imbridge.verify.VerifySettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Logs the configuration in one line at the start; the line contains no secret. */
@Singleton
final class ConfigurationLine {
    private static final Logger LOG = Logger.getLogger(ConfigurationLine.class);

    void say(
            @Observes StartupEvent event,
            VerifySettings verify,
            CallbackVerifier verifier,
            ReceiveSettings receive,
            OutboxSettings outbox,
            PublishSettings publish,
            ConsoleSettings console,
            Optional<CallbackTracer> tracer,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String kafka) {
        LOG.infof(
                "Bridge configured apps=%d signed=%d addresses=%s path=%s max-body=%d budget=%dms outbox=%s"
                        + " max-size=%d kafka=%s prefix=%s timeline=%s events=%s create-topics=%b console=%s tracing=%s",
                verify.apps().size(),
                verifier.signedApps(),
                verify.allowedAddresses().isPresent() ? "some" : "all",
                receive.path(),
                receive.maxBody().asLongValue(),
                receive.answerBudget().toMillis(),
                outbox.enabled() ? outbox.directory() : "none",
                outbox.maxSize().asLongValue(),
                kafka,
                publish.topicPrefix(),
                publish.timelineTopic().orElse("none"),
                publish.cloudEvents().name().toLowerCase(Locale.ROOT),
                publish.createTopics(),
                access(console),
                tracer.isPresent() ? "on" : "off");
    }

    /** Who has access to the console. */
    private static String access(ConsoleSettings console) {
        if (!console.enabled()) {
            return "off";
        }
        String others = console.open() ? "open" : "local";
        return console.passwordFile().isPresent() ? "password" : others;
    }
}
