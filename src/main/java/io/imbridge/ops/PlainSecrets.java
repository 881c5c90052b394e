package io.imbridge.ops;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads possible secrets without expansion: the tokens, the settings of Kafka's clients, and the headers for sending
 * traces.
 *
 * <p>Elsewhere in the configuration {@code ${x}} is the value of another key. A password may contain these characters.
 * An expansion would change it silently, or a message about the missing key would reveal it.
 */
@Priority(Priorities.LIBRARY + PlainSecrets.BEFORE_EXPRESSIONS)
public final class PlainSecrets implements ConfigSourceInterceptor {
    static final int BEFORE_EXPRESSIONS = 900;

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return mayBeSecret(name) ? Expressions.withoutExpansion(() -> context.proceed(name)) : context.proceed(name);
    }

    /**
     * Whether a name belongs to a possible secret. Names come as keys and as environment variables: Kafka's are looked
     * up as both.
     */
    private static boolean mayBeSecret(String name) {
        String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
        return key.startsWith("bridge.verify.tokens.")
                || key.startsWith("kafka.")
                || (key.startsWith("otel.exporter.otlp.") && key.endsWith(".headers"));
    }
}
