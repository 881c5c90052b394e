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
    /** So often a read of all groups may be wanted. */
    Duration SHORTEST = Duration.ofMinutes(1);

    /** Whether profiles are kept here. */
    @WithDefault("false")
    boolean enabled();

    /** Where what is known is kept; it is in Kafka too, so it may be lost. */
    @WithDefault("data/profiles")
    Path directory();

    /** Where other instances send those who ask for a profile that is kept here. */
    Optional<String> advertisedUrl();

    /** On how many more instances what is known of a group stands ready. */
    @WithDefault("0")
    int standbyReplicas();

    /** How often all groups of all apps are read from the vendor; never where it is not given. */
    Optional<Duration> readEvery();

    /** How many threads fold events. */
    @WithDefault("1")
    int threads();

    /** What must be mended before the service can start. */
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
