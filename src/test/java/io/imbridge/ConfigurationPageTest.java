package io.imbridge;

import static io.imbridge.testkit.Page.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.Page;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.common.utils.StringUtil;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the configuration matches the settings in the code. */
class ConfigurationPageTest {
    private static final Path SOURCES = Path.of("src/main/java");

    private static final String APP = "1400000000";

    /**
     * A setting in the code: the interface, and the method that returns it.
     *
     * @param below the method of each value of a map; null if the map's values are not groups of settings
     */
    record Setting(
            Class<?> settings, Method method, @Nullable Method below) {
        /** The key, with {@code *} in place of the user's own name. */
        String key() {
            String prefix = settings.getAnnotation(ConfigMapping.class).prefix();
            String own = Map.class.isAssignableFrom(method.getReturnType()) ? ".*" : "";
            String rest = below == null ? "" : "." + StringUtil.skewer(below.getName());
            return prefix + "." + StringUtil.skewer(method.getName()) + own + rest;
        }

        /** The method that returns the value itself. */
        Method last() {
            return below == null ? method : below;
        }

        boolean isOnByDefault() {
            return "true".equals(last().getAnnotation(WithDefault.class).value());
        }

        /** The value that the configuration returns with these environment variables, as text. */
        String value(Map<String, String> environment) throws ReflectiveOperationException {
            Object mapping = new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withSources(new EnvConfigSource(environment, 300))
                    .withMapping(settings)
                    .build()
                    .getConfigMapping(settings);
            Object found = method.invoke(mapping);
            Object group = below == null ? null : ((Map<?, ?>) found).get(APP);
            return group == null ? found.toString() : below.invoke(group).toString();
        }

        @Override
        public String toString() {
            return key();
        }
    }

    private final Page page = Page.of("docs/configuration.md");

    static Stream<Setting> settings() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> mappings = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> text(file).contains("\n@ConfigMapping("))
                    .toList();
            return mappings.stream().map(ConfigurationPageTest::type).flatMap(type -> Arrays.stream(
                            type.getDeclaredMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .flatMap(method -> settings(type, method)));
        }
    }

    private static Stream<Setting> settings(Class<?> type, Method method) {
        Type given = method.getGenericReturnType();
        return given instanceof ParameterizedType map
                        && map.getRawType() == Map.class
                        && map.getActualTypeArguments()[1] instanceof Class<?> group
                        && group.isInterface()
                ? Arrays.stream(group.getDeclaredMethods()).map(below -> new Setting(type, method, below))
                : Stream.of(new Setting(type, method, null));
    }

    @Test
    void every_setting_has_its_row_and_every_row_its_setting() throws IOException {
        List<String> rows = page.table("Key").stream()
                .map(ConfigurationPageTest::key)
                .filter(key -> key.startsWith("bridge."))
                .toList();

        assertThat(rows)
                .as(page.where("Key"))
                .containsExactlyInAnyOrderElementsOf(
                        settings().map(Setting::key).toList());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void its_default_is_that_of_the_code(Setting setting) {
        WithDefault inCode = setting.last().getAnnotation(WithDefault.class);

        String onThePage = code(row(setting).get(2));

        if (inCode == null) {
            assertThat(onThePage).as("%s: a default in words", page).startsWith("(");
        } else {
            assertThat(onThePage).as(page.where("Key")).isEqualTo(inCode.value());
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void its_environment_variable_changes_it(Setting setting) throws ReflectiveOperationException {
        String variable = code(row(setting).get(1))
                .replace("<SDKAppID>", APP)
                .replace("<COMMAND>", "GROUP_CALLBACKAFTERCREATETOPIC");

        String changed = setting.value(Map.of(variable, example(setting)));

        assertThat(variable).matches("[A-Z0-9_]+");
        assertThat(changed).isNotEqualTo(setting.value(Map.of()));
    }

    @Test
    void the_variables_of_what_is_not_ours_are_its_keys_in_capitals() {
        assertThat(page.table("Key").stream().filter(row -> !row.get(0).startsWith("`bridge.")))
                .hasSize(6)
                .allSatisfy(row -> assertThat(row.get(1))
                        .isEqualTo(row.get(0).replace('.', '_').toUpperCase(Locale.ROOT)));
    }

    private List<String> row(Setting setting) {
        return page.table("Key").stream()
                .filter(row -> key(row).equals(setting.key()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page.where("Key") + ", has no row for " + setting));
    }

    /** The key of a row, as {@link Setting#key} writes it. */
    private static String key(List<String> row) {
        return code(row.get(0)).replaceFirst("\\.\"?<\\w+>\"?", ".*");
    }

    /** A value that fits the setting's type and is not the default of any setting. */
    private static String example(Setting setting) {
        return switch (setting.last().getReturnType().getSimpleName()) {
            case "boolean" -> setting.isOnByDefault() ? "false" : "true";
            case "CloudEvents" -> "structured";
            case "Duration" -> "77s";
            case "MemorySize" -> "77M";
            default -> "77";
        };
    }

    private static Class<?> type(Path source) {
        String name = SOURCES.relativize(source).toString().replaceFirst("\\.java$", "");
        try {
            return Class.forName(name.replace(File.separatorChar, '.'));
        } catch (ClassNotFoundException elsewhere) {
            throw new AssertionError(elsewhere);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
