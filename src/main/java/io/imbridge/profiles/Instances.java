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

/** The instances that keep profiles together, as Kafka Streams knows them: by host and port. */
final class Instances {
    private static final String NO_URL = "Another instance keeps it, and has no bridge.profiles.advertised-url.";

    private static final String FILE = "instance";
    private static final String CLUSTER = "cluster";
    private static final String OPEN = "open";

    /** A name that no host has: of an instance that cannot be asked from outside. */
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
     * As this one sees them.
     *
     * @param directory which keeps the name of this one
     * @param ownUrl where this one answers; its scheme and path are those of all
     *
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
     * Whether what the directory has is of another Kafka cluster than this; from now on it is of this one.
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
     * Whether stores were left open in the directory, as by a kill; from now on they are open. Kafka Streams 4.1 does
     * not notice that (KAFKA-20685): what was not committed would stay in them, and be published never or late.
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

    /** The stores are closed, with all that is in them committed. */
    void areClosed() {
        try {
            Files.deleteIfExists(directory.resolve(OPEN));
        } catch (IOException unusable) {
            throw new IllegalStateException("the directory of profiles cannot be used: " + unusable);
        }
    }

    /** The name of this one, which lasts as long as its directory. */
    String name() {
        return name;
    }

    /** This one as host and port. */
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

    /** Who keeps a group that is not kept here. */
    Profiles.Answer keeperOf(KafkaStreams streams, String key) {
        HostInfo keeper = metadata(streams, key).activeHost();
        if (keeper.equals(own)) {
            return new Profiles.Unknown();
        }
        return canBeAsked(keeper) ? new Profiles.Elsewhere(url(keeper)) : new Profiles.NotNow(NO_URL);
    }

    /** Where the others are. */
    List<String> others(KafkaStreams streams) {
        return keepers(streams).filter(this::canBeAsked).map(this::url).toList();
    }

    /** Why not all of them can be asked; null when they can. */
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
