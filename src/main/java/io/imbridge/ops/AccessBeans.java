package io.imbridge.ops;

import io.imbridge.callback.Mistake;
import io.imbridge.callback.SecretFile;
import io.imbridge.callback.StartCheck;
import io.imbridge.console.ConsoleSettings;
import io.imbridge.profiles.PeerAuthorization;
import io.imbridge.profiles.ProfilesSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates the beans that control access to the management port, and checks the password file while the service runs.
 */
@Singleton
class AccessBeans {
    private static final Logger LOG = Logger.getLogger(AccessBeans.class);
    private static final String KEY = "bridge.console.password-file";

    /** A changed file must count within 30 s, and a change counts only after it was seen twice. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ConsoleSettings settings;
    private final Ticker ticker = new Ticker("password-file");
    private @Nullable ConsolePassword password;

    AccessBeans(ConsoleSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    StartCheck passwordCheck() {
        return () -> mistakes(settings.passwordFile());
    }

    static List<Mistake> mistakes(Optional<Path> file) {
        return file
                .map(path -> ConsolePassword.fault(new SecretFile(path).read()))
                .filter(fault -> !fault.isEmpty())
                .map(fault -> Mistake.inValue(KEY, "must be a file with the console's password: it " + fault))
                .stream()
                .toList();
    }

    @Produces
    @Singleton
    ManagementAccess access(ProfilesSettings profiles, MeterRegistry registry) {
        return new ManagementAccess(password(), settings.open(), hosts(settings, profiles), counter(registry));
    }

    /** The permitted host names. Other instances use this instance's own name. */
    private static HostNames hosts(ConsoleSettings settings, ProfilesSettings profiles) {
        List<String> names = new ArrayList<>(settings.hostNames());
        profiles.advertisedUrl()
                .map(url -> URI.create(url).getHost())
                .ifPresent(own -> names.add(own.toLowerCase(Locale.ROOT)));
        return new HostNames(names);
    }

    static Consumer<AccessRefusal> counter(MeterRegistry registry) {
        Map<AccessRefusal, Counter> counters = new EnumMap<>(AccessRefusal.class);
        for (AccessRefusal refusal : AccessRefusal.values()) {
            counters.put(
                    refusal,
                    Counter.builder(MetricNames.CONSOLE_REFUSED)
                            .description("Requests of the management port that were refused, by reason")
                            .tag("reason", refusal.tag())
                            .register(registry));
        }
        return refusal -> Objects.requireNonNull(counters.get(refusal)).increment();
    }

    @Produces
    @Singleton
    PeerAuthorization peers() {
        return () -> {
            ConsolePassword known = password();
            return known == null ? null : known.header();
        };
    }

    private synchronized @Nullable ConsolePassword password() {
        Path file = settings.passwordFile().orElse(null);
        if (password == null && file != null) {
            password = new ConsolePassword(new SecretFile(file));
        }
        return password;
    }

    void start(@Observes StartupEvent event, ProfilesSettings profiles) {
        ConsolePassword known = password();
        if (known != null) {
            ticker.every(LOOK, known::look);
        } else if (settings.open()) {
            LOG.warn("Console and profiles are open to everybody who reaches the management port");
        } else if (profiles.enabled() && profiles.advertisedUrl().isPresent()) {
            LOG.warn("Profiles answer no other instance and no other machine key=" + KEY);
        }
    }

    @PreDestroy
    void stop() {
        ticker.close();
    }
}
