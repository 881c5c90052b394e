package io.imbridge.ops;

import io.imbridge.callback.Mistake;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Replaces unreadable values with readable ones, and reports the unreadable ones.
 *
 * <p>Otherwise SmallRye would stop the start before the other mistakes could be found. The start still stops, at
 * {@link ConfigurationCheck}, before anything is created from the replacements.
 */
@Priority(Priorities.LIBRARY + UnreadableValues.BEFORE_SECRETS)
public final class UnreadableValues implements ConfigSourceInterceptor {
    static final int BEFORE_SECRETS = PlainSecrets.BEFORE_EXPRESSIONS + 50;

    private static final long serialVersionUID = 1;

    private static final ThreadLocal<Boolean> AS_GIVEN = ThreadLocal.withInitial(() -> false);

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue given = context.proceed(name);
        Setting setting = AS_GIVEN.get() || given == null ? null : KnownSettings.of(name);
        if (setting == null || given == null || isReadable(setting, given)) {
            return given;
        }
        String standIn = setting.standIn();
        return standIn == null ? null : given.noProblems().withValue(standIn);
    }

    /** Its problems are missing keys that it refers to. */
    private static boolean isReadable(Setting setting, ConfigValue given) {
        return !given.hasProblems() && setting.takes(given.getValue());
    }

    /** All unreadable values of a configuration. */
    static List<Mistake> in(SmallRyeConfig config) {
        List<Mistake> mistakes = new ArrayList<>();
        for (Setting setting : KnownSettings.ALL) {
            for (String property : properties(setting, config)) {
                ConfigValue given = asGiven(config, property);
                if (given.getRawValue() != null && !isReadable(setting, given) && !isToldElsewhere(given)) {
                    mistakes.add(Mistake.inValue(property, setting.rule().right()));
                }
            }
        }
        return mistakes;
    }

    private static List<String> properties(Setting setting, SmallRyeConfig config) {
        return setting.form() != Setting.Form.MAP
                ? List.of(setting.key())
                : StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .filter(setting::isNamed)
                        .distinct()
                        .sorted()
                        .toList();
    }

    /**
     * Whether another key reports the mistake: a value that refers to one of the service's own keys is that key's
     * mistake.
     */
    private static boolean isToldElsewhere(ConfigValue given) {
        return given.getName().startsWith("quarkus.")
                && given.getRawValue().toLowerCase(Locale.ROOT).startsWith("${bridge.");
    }

    /** A value as it was given, readable or not. */
    static ConfigValue asGiven(SmallRyeConfig config, String property) {
        AS_GIVEN.set(true);
        try {
            return config.getConfigValue(property);
        } finally {
            AS_GIVEN.remove();
        }
    }
}
