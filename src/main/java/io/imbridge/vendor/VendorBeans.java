package io.imbridge.vendor;

import io.imbridge.callback.KafkaCluster;
import io.imbridge.callback.Mistake;
import io.imbridge.callback.StartCheck;
import io.imbridge.callback.TopicNames;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Creates this package's beans. If no app is configured, it creates nothing. */
@Singleton
class VendorBeans {
    private static final String READ_EVERY = "bridge.profiles.read-every";

    private final VendorSettings settings;
    private final Provider<KafkaCluster> cluster;
    private final TopicNames names;
    private final ProfileReading reading;
    private volatile @Nullable ScheduledReads scheduled;
    private volatile @Nullable RunningTopicReads topics;

    VendorBeans(VendorSettings settings, Provider<KafkaCluster> cluster, TopicNames names, Clock clock) {
        this.settings = settings;
        this.cluster = cluster;
        this.names = names;
        this.reading = new ProfileReading(
                settings,
                null,
                new ProfileReading.Kafka(
                        () -> consumer(null),
                        this::producer,
                        () -> Admin.create(cluster.get().clientProperties()),
                        names),
                clock);
    }

    @Produces
    @Singleton
    StartCheck vendorCheck(@ConfigProperty(name = READ_EVERY) Optional<Duration> every) {
        return () -> {
            List<Mistake> mistakes = new ArrayList<>(settings.mistakes());
            if (every.isPresent() && settings.apps().isEmpty()) {
                mistakes.add(Mistake.inValue(READ_EVERY, "means nothing without bridge.vendor.apps"));
            }
            return mistakes;
        };
    }

    @Produces
    @Singleton
    TopicReads topicReads(VendorObserver observer) {
        RunningTopicReads reads = new RunningTopicReads(reading, settings.apps().keySet(), observer);
        topics = reads;
        return reads;
    }

    void start(
            @Observes StartupEvent event,
            VendorObserver observer,
            Clock clock,
            @ConfigProperty(name = READ_EVERY) Optional<Duration> every) {
        if (every.isPresent() && !settings.apps().isEmpty()) {
            String group = names.prefix() + ".profile-reads";
            ScheduledReads reads = new ScheduledReads(
                    reading,
                    () -> consumer(group),
                    names.profileReads(),
                    settings.apps().keySet(),
                    every.get(),
                    observer,
                    clock);
            scheduled = reads;
            reads.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        ScheduledReads reads = scheduled;
        if (reads != null) {
            reads.stop();
        }
        RunningTopicReads wanted = topics;
        if (wanted != null) {
            wanted.stop();
        }
    }

    private Consumer<byte[], byte[]> consumer(@Nullable String group) {
        Map<String, Object> properties = new HashMap<>(cluster.get().clientProperties());
        if (group != null) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(cluster.get().clientProperties());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
