package io.imbridge.ops;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the values of a key.
 *
 * @param right what a value must be, as the end of a sentence
 * @param takes whether a text is such a value
 */
record ValueRule(String right, Predicate<String> takes) {
    /** The converters of Quarkus, which the mappings use. */
    private static final SmallRyeConfig CONVERTERS =
            new SmallRyeConfigBuilder().addDiscoveredConverters().build();

    /** SmallRye takes any other text for false, including a mistyped true. */
    private static final Pattern SWITCH = Pattern.compile("true|yes|y|on|1|false|no|n|off|0", Pattern.CASE_INSENSITIVE);

    /** Text that is passed on unchanged, and may be a secret. */
    static final ValueRule ANYTHING = new ValueRule("may be anything", text -> true);

    static final ValueRule PORT = new ValueRule("must be a port, from 0 to 65535", text -> {
        Integer number = converted(text, Integer.class);
        return number != null && number >= 0 && number <= 65_535;
    });

    static final ValueRule LEVEL =
            new ValueRule("must be a level: TRACE, DEBUG, INFO, WARN or ERROR", text -> converts(text, Level.class));

    /** The rule for the type of a setting. */
    static ValueRule of(Class<?> type) {
        if (type == boolean.class) {
            return new ValueRule("must be true or false", text -> SWITCH.matcher(text.strip())
                    .matches());
        }
        if (type == int.class || type == Short.class) {
            Class<?> number = type == int.class ? Integer.class : type;
            return new ValueRule("must be a whole number", text -> converts(text, number));
        }
        if (type == Duration.class) {
            return new ValueRule("must be a duration, such as 1500ms, 10s or 1m", ValueRule::isDuration);
        }
        if (type == MemorySize.class) {
            return new ValueRule("must be a size, such as 500K, 1M or 4G", ValueRule::isSize);
        }
        if (type == Path.class) {
            return new ValueRule("must be a path", text -> converts(text, Path.class));
        }
        return type.isEnum() ? ofEnum(type) : new ValueRule("must not be empty", text -> !text.isEmpty());
    }

    private static ValueRule ofEnum(Class<?> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
        return new ValueRule("must be " + names, text -> converts(text, type));
    }

    /** Whether a text is a duration that fits into a number of milliseconds. */
    private static boolean isDuration(String text) {
        Duration duration = converted(text, Duration.class);
        return duration != null && duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) < 0;
    }

    /** Whether a text is a size that fits into a number of bytes. */
    private static boolean isSize(String text) {
        MemorySize size = converted(text, MemorySize.class);
        return size != null && size.asBigInteger().bitLength() < Long.SIZE;
    }

    private static boolean converts(String text, Class<?> type) {
        return converted(text, type) != null;
    }

    private static <T> @Nullable T converted(String text, Class<T> type) {
        try {
            return CONVERTERS.getConverter(type).orElseThrow().convert(text);
        } catch (RuntimeException none) {
            return null;
        }
    }
}
