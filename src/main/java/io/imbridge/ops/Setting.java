package io.imbridge.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration that the service reads.
 *
 * @param key the key as it is written; for a {@link Form#MAP}, without the user's own name that follows it
 * @param byDefault the value if none is given
 * @param below the part after the user's own name; null if there is none
 */
record Setting(
        String key,
        @Nullable String byDefault,
        ValueRule rule,
        Form form,
        @Nullable String below) {
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]$");
    private static final Pattern INDEX_IN_VARIABLE = Pattern.compile("_[0-9]+_$");

    /**
     * SmallRye takes such a variable for one of several values. But a map has one value for each name, so nothing would
     * read it.
     */
    private static final Pattern INDEX_IN_MAP = Pattern.compile("_[^_].*_[0-9]+_");

    /** How often the setting may occur. */
    enum Form {
        ONCE,
        AT_MOST_ONCE,
        LIST,
        MAP
    }

    /** Makes a setting without a part after a user's own name. */
    Setting(String key, @Nullable String byDefault, ValueRule rule, Form form) {
        this(key, byDefault, rule, form, null);
    }

    /** The settings of a mapping's method. There are several if each of the user's own names has keys of its own. */
    static Stream<Setting> of(Class<?> mapping, Method method) {
        String key = mapping.getAnnotation(ConfigMapping.class).prefix() + "." + StringUtil.skewer(method.getName());
        Type type = method.getGenericReturnType();
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            Type each = map.getActualTypeArguments()[1];
            return each instanceof Class<?> group && group.isInterface()
                    ? Arrays.stream(group.getDeclaredMethods()).map(below -> inMap(key, below))
                    : Stream.of(new Setting(
                            key,
                            null,
                            each == String.class ? ValueRule.of(String.class) : ValueRule.ANYTHING,
                            Form.MAP));
        }
        return Stream.of(single(key, method));
    }

    private static Setting inMap(String key, Method below) {
        Setting own = single(key, below);
        return new Setting(key, own.byDefault, own.rule, Form.MAP, StringUtil.skewer(below.getName()));
    }

    private static Setting single(String key, Method method) {
        WithDefault byDefault = method.getAnnotation(WithDefault.class);
        Type type = method.getGenericReturnType();
        if (type instanceof Class<?> plain) {
            return new Setting(key, byDefault == null ? null : byDefault.value(), ValueRule.of(plain), Form.ONCE);
        }
        ParameterizedType of = (ParameterizedType) type;
        return of.getRawType() == Optional.class && of.getActualTypeArguments()[0] instanceof Class<?> value
                ? new Setting(key, null, ValueRule.of(value), Form.AT_MOST_ONCE)
                : new Setting(key, null, ValueRule.ANYTHING, Form.LIST);
    }

    /** Whether this value can be read. A missing value is also valid if the key may be absent. */
    boolean takes(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return form == Form.AT_MOST_ONCE || form == Form.LIST || rule.equals(ValueRule.ANYTHING);
        }
        return rule.takes().test(value);
    }

    /** Whether a property, without its profile, has this name. */
    boolean isNamed(String property) {
        return switch (form) {
            case MAP -> isAround(INDEX.matcher(property).replaceFirst(""), key + ".", ending(".", below));
            case LIST -> INDEX.matcher(property).replaceFirst("").equals(key);
            default -> property.equals(key);
        };
    }

    /** Whether a variable of the environment, without its profile, has this name. */
    boolean isVariable(String variable) {
        String name = variable(variable);
        String own = variable();
        return switch (form) {
            // SmallRye takes a number between single underscores for an index.
            case MAP ->
                below == null
                        ? isAround(name, own + "_", "") && !isIndexed(name.substring(own.length()))
                        : isAround(withoutIndex(name), own + "__", "__" + variable(below));
            case LIST -> withoutIndex(name).equals(own);
            default -> name.equals(own);
        };
    }

    private static boolean isIndexed(String nameInMap) {
        return INDEX_IN_MAP.matcher(nameInMap).matches();
    }

    private static String withoutIndex(String variable) {
        return INDEX_IN_VARIABLE.matcher(variable).replaceFirst("");
    }

    private static boolean isAround(String name, String begin, String end) {
        return name.startsWith(begin) && name.endsWith(end) && name.length() > begin.length() + end.length();
    }

    /** The variable of the environment for this setting. */
    String variable() {
        return variable(key);
    }

    /** The variable of the environment for a property. */
    static String variable(String property) {
        return StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
    }

    /** The key as documentation writes it: with a placeholder for the user's own name. */
    String shown() {
        return form != Form.MAP ? key : key + (isOfApps() ? ".<SDKAppID>" : ".\"<command>\"") + ending(".", below);
    }

    /** Like {@link #shown}, for the variable of the environment. */
    String shownVariable() {
        if (below != null) {
            return variable() + "__<SDKAppID>__" + variable(below);
        }
        return form != Form.MAP ? variable() : variable() + (isOfApps() ? "_<SDKAppID>" : "__<COMMAND>_");
    }

    private static String ending(String between, @Nullable String below) {
        return below == null ? "" : between + below;
    }

    /** Whether the user's own name is the id of an app. */
    private boolean isOfApps() {
        return below != null || key.endsWith(".tokens");
    }

    /** A readable value to use instead, so that this mistake can be reported together with all others. */
    @Nullable
    String standIn() {
        return form == Form.MAP && below == null ? "unreadable" : byDefault;
    }
}
