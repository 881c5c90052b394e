package io.imbridge.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.TopicNames;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Reads groups and their topics from the vendor's REST API and publishes an event for each to
 * {@code <prefix>.profile.reads}. It never asks more often than the budget allows (documents 1047/34960, 34961, 49469).
 */
public final class ProfileReading {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final VendorSettings settings;
    private final Path directory;
    private final Kafka kafka;
    private final Clock clock;
    private final VendorApi.Retries retries;
    private final Map<String, VendorApi> apis = new HashMap<>();

    /**
     * The clients of the Kafka to which reads are published and which has the profiles.
     *
     * @param consumer makes a consumer without a group that reads committed records from the beginning
     * @param producer makes a producer that sends unacknowledged records again, in order
     * @param admin makes an admin client, which is asked for the cluster's id
     */
    public record Kafka(
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumer,
            Supplier<Producer<byte[], byte[]>> producer,
            Supplier<Admin> admin,
            TopicNames names) {
        String clusterId() throws InterruptedException {
            try (Admin client = admin.get()) {
                return client.describeCluster().clusterId().get();
            } catch (ExecutionException failed) {
                throw new KafkaException("Kafka cannot be asked which it is", failed.getCause());
            }
        }
    }

    /**
     * Prepares reads with these settings; sends no request yet.
     *
     * @param directory where the progress of a read is kept; null for the directory in the settings
     */
    public ProfileReading(VendorSettings settings, @Nullable Path directory, Kafka kafka, Clock clock) {
        this(settings, directory, kafka, clock, VendorApi.Retries.PATIENT);
    }

    ProfileReading(
            VendorSettings settings, @Nullable Path directory, Kafka kafka, Clock clock, VendorApi.Retries retries) {
        this.settings = settings;
        this.directory = directory == null ? settings.directory() : directory;
        this.kafka = kafka;
        this.clock = clock;
        this.retries = retries;
    }

    /**
     * Reads all groups of an app. A read that was interrupted within the last day continues where it stopped.
     *
     * @param isDry whether only the differences are wanted and nothing may be published
     * @throws IOException when it cannot continue; the message says why, for people. Everything that was read
     *     before is kept
     */
    public ReadReport all(String sdkAppId, boolean isDry, ReadWatcher watcher)
            throws IOException, InterruptedException {
        return all(sdkAppId, isDry, Instant.EPOCH, watcher);
    }

    /**
     * Reads all groups of an app, like the method above.
     *
     * @param since a read that began earlier does not continue
     */
    ReadReport all(String sdkAppId, boolean isDry, Instant since, ReadWatcher watcher)
            throws IOException, InterruptedException {
        Instant began = clock.instant();
        Path state = directory.resolve(sdkAppId + (isDry ? "-dry" : ""));
        VendorApi api = api(sdkAppId);
        ReadScope scope = new ReadScope(kafka.clusterId(), kafka.names().prefix(), isDry);
        try (KafkaSender sender = KafkaSender.of(kafka.producer(), isDry);
                ReadRun run =
                        new ReadRun(api, records(sdkAppId), sender, settings.requestsPerSecond(), watcher, clock)) {
            ReadStatistics statistics = run.run(state, scope, since, kept -> know(sdkAppId, kept::know));
            return ReadReport.of(statistics, isDry, Duration.between(began, clock.instant()));
        }
    }

    /**
     * Reads one group and its topics.
     *
     * @param isDry whether only the differences are wanted and nothing may be published
     * @throws IOException when the vendor does not respond, or Kafka cannot be read or does not accept a record
     */
    public ReadReport one(String sdkAppId, String groupId, boolean isDry) throws IOException, InterruptedException {
        Instant began = clock.instant();
        Map<String, ObjectNode> known = new HashMap<>();
        know(sdkAppId, (isTopic, id, json) -> {
            ObjectNode profile = VendorJson.object(json);
            String key = isTopic + id;
            if (profile == null) {
                known.remove(key);
            } else if (groupId.equals(VendorJson.text(profile, "groupId"))) {
                known.put(key, profile);
            }
        });
        ReadStatistics statistics = new ReadStatistics();
        try (KafkaSender sender = KafkaSender.of(kafka.producer(), isDry);
                ParallelRequests parallel = new ParallelRequests(api(sdkAppId), 1)) {
            ReadPublisher publisher =
                    new ReadPublisher(records(sdkAppId), sender, (isTopic, id) -> known.get(isTopic + id), statistics);
            for (Batch answered : parallel.end(parallel.begin(List.of(groupId)))) {
                publisher.publish(answered);
            }
            sender.flush();
        } catch (VendorException unreachable) {
            throw new IOException("The vendor does not answer: " + unreachable.sentence(), unreachable);
        }
        return ReadReport.of(statistics, isDry, Duration.between(began, clock.instant()));
    }

    /** Makes the publishing that {@link #topics} needs. */
    KafkaSender sender() {
        return KafkaSender.of(kafka.producer(), false);
    }

    /**
     * Reads only the topics of a group.
     *
     * @throws VendorException when the vendor does not respond
     * @throws IOException when Kafka does not accept a record
     */
    void topics(String sdkAppId, String groupId, KafkaSender sender)
            throws VendorException, IOException, InterruptedException {
        VendorAnswer.Profiles topics = api(sdkAppId).topics(groupId);
        ReadRecords records = new ReadRecords(kafka.names().profileReads(), sdkAppId, ReadRecords.TOPIC_CHANGED);
        new ReadPublisher(records, sender, (isTopic, id) -> null, new ReadStatistics())
                .publishTopics(groupId, null, topics);
        sender.flush();
    }

    private void know(String sdkAppId, KnownProfiles.Taking taking) throws IOException {
        TopicNames names = kafka.names();
        try (var consumer = kafka.consumer().get()) {
            new KnownProfiles(names).read(consumer, sdkAppId, taking);
        }
    }

    private ReadRecords records(String sdkAppId) {
        return new ReadRecords(kafka.names().profileReads(), sdkAppId, null);
    }

    /** Returns the one client of an app. All reads of an app use it, because they share its budget. */
    private synchronized VendorApi api(String sdkAppId) throws IOException {
        VendorApi known = apis.get(sdkAppId);
        if (known != null) {
            return known;
        }
        VendorSettings.App app = settings.apps().get(sdkAppId);
        if (app == null) {
            throw new IOException("It is not known how to ask for app " + sdkAppId + ": set bridge.vendor.apps."
                    + sdkAppId + ".secret-key-file (BRIDGE_VENDOR_APPS__" + sdkAppId + "__SECRET_KEY_FILE).");
        }
        // The proxy comes from Java's own properties, https.proxyHost and similar ones. With HTTP/2 the client would
        // send some requests again by itself, and the budget would not count them.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .proxy(ProxySelector.getDefault())
                .build();
        VendorApi made = new VendorApi(
                new RestCall(client, sdkAppId, app, PATIENCE, clock), app, settings.requestsPerSecond(), retries);
        apis.put(sdkAppId, made);
        return made;
    }
}
