package io.imbridge.profiles;

import io.imbridge.callback.KafkaCluster;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates this package's beans, and keeps profiles while the service runs if they are switched on. */
@Singleton
class ProfilesBeans {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);

    private final ProfilesSettings settings;
    private volatile @Nullable RunningProfiles running;

    ProfilesBeans(ProfilesSettings settings) {
        this.settings = settings;
    }

    private static RunningProfiles running(
            ProfilesSettings settings, KafkaCluster cluster, TopicNames names, ProfilesObserver observer, Clock clock) {
        List<String> inputs = Stream.concat(
                        Arrays.stream(ProfileCommand.values()).map(command -> names.of(command.command())),
                        Stream.of(names.profileReads()))
                .distinct()
                .toList();
        return new RunningProfiles(
                cluster,
                settings,
                inputs,
                new ProfilesTopology.OutputTopics(
                        names.groupProfiles(), names.topicProfiles(), names.profileCorrections(), names.deadLetter()),
                StreamsProperties.application(names.prefix()),
                observer,
                new ProfilesStatus(clock, ProfilesState.Phase.REBALANCING));
    }

    @Produces
    @Singleton
    Profiles profiles(PeerAuthorization authorization) {
        return new ProfileLookup(settings.enabled(), () -> running, authorization);
    }

    @Produces
    @Singleton
    StartCheck profilesCheck() {
        return settings::mistakes;
    }

    /** The Kafka configuration is not known before this event. */
    void start(
            @Observes StartupEvent event,
            Provider<KafkaCluster> cluster,
            TopicNames names,
            ProfilesObserver observer,
            Clock clock) {
        if (settings.enabled()) {
            RunningProfiles profiles = running(settings, cluster.get(), names, observer, clock);
            running = profiles;
            profiles.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        RunningProfiles profiles = running;
        if (profiles != null) {
            profiles.stop(STOP_PATIENCE);
        }
    }
}
