package io.imbridge.ops;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SysPropConfigSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A name below {@code bridge} that is not a valid key, although somebody believes that it is one.
 *
 * @param name the name as it was given, or the part of it that certainly contains no token
 * @param nearest the setting that was probably meant
 * @param place the source of the name
 * @param inEnvironment whether the source is the environment, or a file in its form, where other programs put names
 *     too
 */
record UnknownKey(String name, Setting nearest, String place, boolean inEnvironment) {
    private static final Pattern PROFILE = Pattern.compile("^(%[^.]*\\.|_[A-Za-z0-9]+_(?=BRIDGE_))");
    private static final Pattern OURS = Pattern.compile("bridge[._].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SOURCE = Pattern.compile("source=(?:file:)?(.*)]$");
    private static final Pattern NOT_SHOWN = Pattern.compile("[^\\x20-\\x7e]");

    /** After the word for tokens comes an app's id, or by mistake a token. */
    private static final Pattern BEHIND_TOKENS = Pattern.compile("(?i)^(.*?tok[a-z]*+).+$");

    /** All unknown keys of a configuration. */
    static List<UnknownKey> in(Config config) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .flatMap(source -> source.getPropertyNames().stream()
                        .filter(name -> isSpelled(name, source))
                        .filter(name -> !isKnown(name, source))
                        .map(name -> of(name, source)))
                .distinct()
                .sorted(Comparator.comparing(UnknownKey::name))
                .toList();
    }

    private static UnknownKey of(String name, ConfigSource source) {
        Setting nearest = NearestSetting.to(withoutProfile(name));
        return new UnknownKey(shown(name), nearest, place(source), source instanceof EnvConfigSource);
    }

    /**
     * Whether the name is in its original spelling. A source that reads an environment gives each name as it was
     * spelled, and also as a property, which is left out.
     */
    private static boolean isSpelled(String name, ConfigSource source) {
        return OURS.matcher(withoutProfile(name)).matches()
                && (!(source instanceof EnvConfigSource)
                        || source.getProperties().containsKey(name));
    }

    private static boolean isKnown(String name, ConfigSource source) {
        String own = withoutProfile(name);
        Stream<Setting> settings = KnownSettings.OURS.stream();
        if (source instanceof EnvConfigSource) {
            String value = Objects.toString(source.getValue(name), "");
            return ServiceVariables.contain(name, value)
                    || settings.anyMatch(setting -> setting.isNamed(own) || setting.isVariable(own));
        }
        return settings.anyMatch(setting -> setting.isNamed(own));
    }

    private static String withoutProfile(String name) {
        return PROFILE.matcher(name).replaceFirst("");
    }

    private static String shown(String name) {
        String clean = NOT_SHOWN.matcher(name).replaceAll("?");
        return BEHIND_TOKENS.matcher(clean).replaceFirst("$1…");
    }

    private static String place(ConfigSource source) {
        String name = Objects.toString(source.getName(), "");
        Matcher file = SOURCE.matcher(name);
        if (file.find()) {
            return file.group(1);
        }
        return source instanceof SysPropConfigSource ? "the system properties (-D)" : name;
    }

    /** The sentence in the message that refuses the start. */
    String sentence() {
        return name + " of " + place + " is no key: the nearest is " + nearest.shown() + " (" + nearest.shownVariable()
                + ").";
    }
}
