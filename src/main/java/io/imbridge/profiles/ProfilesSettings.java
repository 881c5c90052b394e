package io.imbridge.profiles;

import io.imbridge.callback.Mistake;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The configuration under {@code bridge.profiles}. */
@ConfigMapping(prefix = "bridge.profiles")
public interface ProfilesSettings {
    /** The shortest permitted time between two reads of all groups. */
    Duration SHORTEST = Duration.ofMinutes(1);

    /** Whether this instance keeps profiles. */
    @WithDefault("false")
    boolean enabled();

    /** The directory of the known state. It may be lost, because Kafka has the state too. */
    @WithDefault("data/profiles")
    Path directory();

    /** The URL to which other instances send requests for profiles that this instance keeps. */
    Optional<String> advertisedUrl();

    /** The number of further instances that hold a copy of a group's state. */
    @WithDefault("0")
    int standbyReplicas();

    /** How often all groups of all apps are read from the vendor; never if it is absent. */
    Optional<Duration> readEvery();

    /** The number of threads that fold events. */
    @WithDefault("1")
    int threads();

    /** The settings that must be fixed before the service can start. */
    default List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        if (advertisedUrl().filter(url -> !isUrl(url)).isPresent()) {
            mistakes.add(Mistake.inValue(
                    "bridge.profiles.advertised-url", "must be a URL with a port, such as http://10.1.2.3:9000"));
        }
        if (standbyReplicas() < 0) {
            mistakes.add(Mistake.inValue("bridge.profiles.standby-replicas", "must be at least 0"));
        }
        if (readEvery().filter(every -> every.compareTo(SHORTEST) < 0).isPresent()) {
            mistakes.add(Mistake.inValue("bridge.profiles.read-every", "must be at least 1m"));
        }
        if (threads() < 1) {
            mistakes.add(Mistake.inValue("bridge.profiles.threads", "must be at least 1"));
        }
        return mistakes;
    }

    private static boolean isUrl(String text) {
        try {
            URI url = new URI(text);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return isHttp && url.getHost() != null && url.getPort() > 0 && url.getQuery() == null;
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
