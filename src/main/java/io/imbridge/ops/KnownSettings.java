package io.imbridge.ops;

import io.imbridge.console.ConsoleSettings;
import io.imbridge.outbox.OutboxSettings;
import io.imbridge.profiles.ProfilesSettings;
import io.imbridge.publish.PublishSettings;
import io.imbridge.receive.ReceiveSettings;
import io.imbridge.vendor.VendorSettings;
import io.imbridge.verify.VerifySettings;
import io.quarkus.vertx.http.runtime.VertxHttpConfig.InsecureRequests;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys whose values are checked before anything is created from them: all of the service's own keys, and the
 * Quarkus keys in docs/configuration.md.
 */
final class KnownSettings {
    /** The prefix of all of the service's own keys. */
    static final String OURS_BEGIN = "bridge.";

    private static final List<Class<?>> MAPPINGS = List.of(
            VerifySettings.class,
            ReceiveSettings.class,
            OutboxSettings.class,
            PublishSettings.class,
            ProfilesSettings.class,
            VendorSettings.class,
            ConsoleSettings.class);

    /** Every valid key below {@code bridge.}. */
    static final List<Setting> OURS = MAPPINGS.stream()
            .flatMap(mapping -> Arrays.stream(mapping.getDeclaredMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .flatMap(method -> Setting.of(mapping, method)))
            .sorted((one, other) -> one.shown().compareTo(other.shown()))
            .toList();

    private static final List<Setting> OF_QUARKUS = List.of(
            new Setting(
                    "quarkus.http.insecure-requests",
                    null,
                    ValueRule.of(InsecureRequests.class),
                    Setting.Form.AT_MOST_ONCE),
            ofQuarkus("quarkus.http.proxy.proxy-address-forwarding", "false", ValueRule.of(boolean.class)),
            ofQuarkus("quarkus.http.proxy.allow-forwarded", "false", ValueRule.of(boolean.class)),
            ofQuarkus("quarkus.http.port", "8080", ValueRule.PORT),
            ofQuarkus("quarkus.http.ssl-port", "8443", ValueRule.PORT),
            // By default it follows one of the service's own settings. So this value stands in if that setting is
            // wrong.
            ofQuarkus("quarkus.http.idle-timeout", "75s", ValueRule.of(Duration.class)),
            ofQuarkus("quarkus.management.port", "9000", ValueRule.PORT),
            ofQuarkus("quarkus.log.level", "INFO", ValueRule.LEVEL),
            ofQuarkus("quarkus.log.console.json.enabled", "true", ValueRule.of(boolean.class)));

    static final List<Setting> ALL =
            Stream.of(OURS, OF_QUARKUS).flatMap(List::stream).toList();

    private static final List<Setting> MAPS =
            ALL.stream().filter(setting -> setting.form() == Setting.Form.MAP).toList();

    private static final Map<String, Setting> SINGLE = ALL.stream()
            .filter(setting -> setting.form() != Setting.Form.MAP)
            .collect(Collectors.toMap(Setting::key, Function.identity()));

    private KnownSettings() {}

    private static Setting ofQuarkus(String key, String byDefault, ValueRule rule) {
        return new Setting(key, byDefault, rule, Setting.Form.ONCE);
    }

    /** The setting of a property, without its profile; null if the property is not a known setting. */
    static @Nullable Setting of(String property) {
        Setting single = SINGLE.get(property);
        return single != null || !property.startsWith(OURS_BEGIN)
                ? single
                : MAPS.stream().filter(map -> map.isNamed(property)).findFirst().orElse(null);
    }
}
