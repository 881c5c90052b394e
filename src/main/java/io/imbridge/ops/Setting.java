package io.imbridge.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration that the service reads.
 *
 * @param key how it is written; of a {@link Form#MAP}, without the name of the user's own that follows it
 * @param byDefault its value where none is given
 */
record Setting(String key, @Nullable String byDefault, ValueRule rule, Form form) {
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]$");
    private static final Pattern INDEX_IN_VARIABLE = Pattern.compile("_[0-9]+_$");

    /** SmallRye takes it for one of several values, and a map has one for each name: nobody would read it. */
    private static final Pattern INDEX_IN_MAP = Pattern.compile("_[^_].*_[0-9]+_");

    /** How often it may be there. */
    enum Form {
        ONCE,
        AT_MOST_ONCE,
        LIST,
        MAP
    }

    /** What a method of a mapping gives. */
    static Setting of(Class<?> mapping, Method method) {
        String key = mapping.getAnnotation(ConfigMapping.class).prefix() + "." + StringUtil.skewer(method.getName());
        WithDefault byDefault = method.getAnnotation(WithDefault.class);
        Type type = method.getGenericReturnType();
        if (type instanceof Class<?> plain) {
            return new Setting(key, byDefault == null ? null : byDefault.value(), ValueRule.of(plain), Form.ONCE);
        }
        ParameterizedType of = (ParameterizedType) type;
        Type last = of.getActualTypeArguments()[of.getActualTypeArguments().length - 1];
        if (of.getRawType() == Map.class) {
            boolean text = last == String.class;
            return new Setting(key, null, text ? ValueRule.of(String.class) : ValueRule.ANYTHING, Form.MAP);
        }
        return of.getRawType() == Optional.class && last instanceof Class<?> single
                ? new Setting(key, null, ValueRule.of(single), Form.AT_MOST_ONCE)
                : new Setting(key, null, ValueRule.ANYTHING, Form.LIST);
    }

    /** Whether this value can be read. Nothing is a value too where the key may be absent. */
    boolean takes(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return form == Form.AT_MOST_ONCE || form == Form.LIST || rule.equals(ValueRule.ANYTHING);
        }
        return rule.takes().test(value);
    }

    /** Whether a property has this name, profile left out. */
    boolean isNamed(String property) {
        return switch (form) {
            case MAP -> property.startsWith(key + ".") && property.length() > key.length() + 1;
            case LIST -> INDEX.matcher(property).replaceFirst("").equals(key);
            default -> property.equals(key);
        };
    }

    /** Whether a variable of the environment has this name, profile left out. */
    boolean isVariable(String variable) {
        String name = variable(variable);
        String own = variable();
        return switch (form) {
            case MAP ->
                name.startsWith(own + (isOfGroups() ? "__" : "_"))
                        && name.length() > own.length() + 1
                        && !INDEX_IN_MAP.matcher(name.substring(own.length())).matches();
            case LIST -> INDEX_IN_VARIABLE.matcher(name).replaceFirst("").equals(own) || name.equals(own);
            default -> name.equals(own);
        };
    }

    /** Its variable of the environment. */
    String variable() {
        return variable(key);
    }

    /** The variable of the environment that is this property. */
    static String variable(String property) {
        return StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
    }

    /** As a page would write it: with words where a name of the user's own stands. */
    String shown() {
        return form == Form.MAP ? key + (isOfApps() ? ".<SDKAppID>" : ".\"<command>\"") : key;
    }

    /** As {@link #shown}, in the environment. */
    String shownVariable() {
        return form == Form.MAP ? variable() + variableName() : variable();
    }

    private String variableName() {
        return isOfGroups() ? "__<SDKAppID>_" : isOfApps() ? "_<SDKAppID>" : "__<COMMAND>_";
    }

    /** Whether the name of the user's own is an app's. */
    private boolean isOfApps() {
        return key.endsWith(".tokens") || isOfGroups();
    }

    /** Whether more keys follow the name. SmallRye takes a number between single underscores for an index. */
    private boolean isOfGroups() {
        return key.endsWith(".apps");
    }

    /** Something that can be read, so that what is wrong can be told together with all else that is. */
    @Nullable
    String standIn() {
        return form == Form.MAP ? "unreadable" : byDefault;
    }
}
