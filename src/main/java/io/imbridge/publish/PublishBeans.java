package io.imbridge.publish;

import io.imbridge.callback.CallbackCommand.Shape;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.KafkaCluster;
import io.imbridge.callback.StartCheck;
import io.imbridge.callback.TopicNames;
import io.imbridge.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Wires this package, and starts and stops the relay with the service. */
@ApplicationScoped
class PublishBeans {
    private static final String CHANNEL_PREFIX = "mp.messaging.outgoing." + KafkaClients.CHANNEL + ".";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    @Produces
    @Singleton
    TopicNames topicNames(PublishSettings settings) {
        return new TopicNames(
                settings.topicPrefix(),
                settings.topics(),
                settings.timelineTopic().orElse(null));
    }

    @Produces
    @Singleton
    StartCheck kafkaCheck(@Identifier("default-kafka-broker") Map<String, Object> properties, Config config) {
        Map<String, Object> ofChannel = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(CHANNEL_PREFIX)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> ofChannel.put(name.substring(CHANNEL_PREFIX.length()), value));
            }
        }
        return new KafkaCheck(properties, ofChannel);
    }

    /** The emitter never sends. It is injected because a channel is only configured when it is injected. */
    @Produces
    @Singleton
    KafkaClients clients(
            @Channel(KafkaClients.CHANNEL) Emitter<byte[]> unused,
            KafkaClientService channels,
            MeterRegistry registry,
            @ConfigProperty(name = "bridge.receive.max-body", defaultValue = "1M") MemorySize maxBody,
            @ConfigProperty(name = "bridge.outbox.enabled", defaultValue = "true") boolean onDisk) {
        return new KafkaClients(channels, registry, maxBody.asLongValue(), onDisk);
    }

    @Produces
    @Singleton
    KafkaCluster cluster(KafkaClients clients, PublishSettings settings) {
        return new ConfiguredCluster(clients, settings);
    }

    @Produces
    @Singleton
    EventEncoding encoding(PublishSettings settings) {
        return new EventEncoding(settings.cloudEvents());
    }

    @Produces
    @Singleton
    AdminTopics adminTopics(KafkaClients clients, PublishSettings settings) {
        return new AdminTopics(clients::admin, settings, clients.maxRecordBytes());
    }

    void close(@Disposes AdminTopics topics) {
        topics.close();
    }

    @Produces
    @Singleton
    Relay relay(
            Outbox outbox,
            KafkaClients clients,
            AdminTopics topics,
            TopicNames names,
            PublishSettings settings,
            RelayObserver observer,
            Optional<RecordTracer> tracer,
            Clock clock) {
        CurrentProducer producer = new CurrentProducer(clients::producer);
        CloudEventRecords records = new CloudEventRecords(settings.cloudEvents());
        RecordSender sender = new RecordSender(producer, records, tracer.orElse(null));
        RelayStatus status = new RelayStatus(clock);
        KafkaRecords published = new KafkaRecords(clients::searcher);
        return new Relay(mailbox -> new Publisher(
                outbox, mailbox, topics, producer, sender, names.deadLetter(), published, status, observer, clock));
    }

    /** If the service receives callbacks, the topics of the profile commands are prepared at the start. */
    void start(
            @Observes StartupEvent event,
            Relay relay,
            TopicNames names,
            @ConfigProperty(name = "bridge.receive.enabled", defaultValue = "true") boolean receives) {
        relay.start(CommandCatalog.all().stream()
                .filter(command -> receives && command.shape() == Shape.PROFILE)
                .map(command -> names.of(command.name()))
                .toList());
    }

    void stop(@Observes ShutdownEvent event, Relay relay) throws InterruptedException {
        relay.stop(STOP_PATIENCE);
    }
}
