package io.imbridge.profiles;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** The instances that keep profiles together, identified by host and port as in Kafka Streams. */
final class Instances {
    private static final String NO_URL =
            "Another instance keeps it, and one of the two has no bridge.profiles.advertised-url.";

    private static final String FILE = "instance";
    private static final String CLUSTER = "cluster";
    private static final String OPEN = "open";

    /** The end of a host name that cannot exist. An instance that cannot be asked from outside has such a name. */
    private static final String NOWHERE = ".invalid";

    private static final int NO_PORT = 1;

    private final Path directory;
    private final String name;
    private final @Nullable URI ownUrl;
    private final HostInfo own;

    private Instances(Path directory, String name, @Nullable URI ownUrl) {
        this.directory = directory;
        this.name = name;
        this.ownUrl = ownUrl;
        this.own = ownUrl == null
                ? new HostInfo(name + NOWHERE, NO_PORT)
                : new HostInfo(ownUrl.getHost(), ownUrl.getPort());
    }

    /**
     * Opens the instances as this instance sees them.
     *
     * @param directory the directory that keeps this instance's name
     * @param ownUrl where this instance answers; all instances have the same scheme and path
     * @throws IllegalStateException when the directory cannot be used
     */
    static Instances of(Path directory, Optional<String> ownUrl) {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return new Instances(
                    directory,
                    Files.readString(file).strip(),
                    ownUrl.map(URI::create).orElse(null));
        } catch (IOException unusable) {
            throw new IllegalStateException("the directory of profiles cannot be used: " + unusable);
        }
    }

    /**
     * Whether the directory's content belongs to another Kafka cluster or to an unknown one. Afterwards it belongs to
     * this cluster.
     *
     * @throws IllegalStateException when the directory cannot be used
     */
    boolean isElsewhere(String clusterId) {
        Path file = directory.resolve(CLUSTER);
        try {
            if (Files.exists(file) && Files.readString(file).equals(clusterId)) {
                return false;
            }
            Files.writeString(file, clusterId);
            return true;
        } catch (IOException unusable) {
            throw new IllegalStateException("the directory of profiles cannot be used: " + unusable);
        }
    }

    /**
     * Whether stores in the directory were left open, as when the process was killed. Afterwards they count as open.
     * Kafka Streams 4.1 does not notice this (KAFKA-20685): uncommitted changes would stay in the stores and be
     * published late or never.
     *
     * @throws IllegalStateException when the directory cannot be used
     */
    boolean wereLeftOpen() {
        Path file = directory.resolve(OPEN);
        try {
            if (Files.exists(file)) {
                return true;
            }
            Files.createFile(file);
            return false;
        } catch (IOException unusable) {
            throw new IllegalStateException("the directory of profiles cannot be used: " + unusable);
        }
    }

    /** Notes that the stores are closed and all their changes are committed. */
    void areClosed() {
        try {
            Files.deleteIfExists(directory.resolve(OPEN));
        } catch (IOException unusable) {
            throw new IllegalStateException("the directory of profiles cannot be used: " + unusable);
        }
    }

    /** This instance's name, which lasts as long as its directory. */
    String name() {
        return name;
    }

    /** This instance's host and port. */
    String server() {
        return own.host() + ":" + own.port();
    }

    /**
     * The partition of a group.
     *
     * @throws InvalidStateStoreException while groups are moved
     */
    int partition(KafkaStreams streams, String key) {
        return metadata(streams, key).partition();
    }

    /** Returns the instance that keeps a group that is not kept here. */
    Profiles.Answer keeperOf(KafkaStreams streams, String key) {
        HostInfo keeper = metadata(streams, key).activeHost();
        if (keeper.equals(own)) {
            return new Profiles.Unknown();
        }
        return canBeAsked(keeper) ? new Profiles.Elsewhere(url(keeper)) : new Profiles.NotNow(NO_URL);
    }

    /** The URLs of the other instances. */
    List<String> others(KafkaStreams streams) {
        return keepers(streams).filter(this::canBeAsked).map(this::url).toList();
    }

    /** Why some of the other instances cannot be asked; null if all can be asked. */
    @Nullable
    String gap(KafkaStreams streams) {
        return keepers(streams).allMatch(this::canBeAsked) ? null : NO_URL;
    }

    private Stream<HostInfo> keepers(KafkaStreams streams) {
        return streams.streamsMetadataForStore(StoreNames.GROUPS).stream()
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(own));
    }

    private boolean canBeAsked(HostInfo host) {
        return ownUrl != null && !host.host().endsWith(NOWHERE);
    }

    private String url(HostInfo host) {
        URI url = Objects.requireNonNull(ownUrl);
        return url.getScheme() + "://" + host.host() + ":" + host.port() + url.getRawPath();
    }

    private static KeyQueryMetadata metadata(KafkaStreams streams, String key) {
        KeyQueryMetadata metadata = streams.queryMetadataForKey(StoreNames.GROUPS, key, new StringSerializer());
        if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw new InvalidStateStoreException("groups are moved");
        }
        return metadata;
    }
}
