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
 * Takes what may be a secret as it stands: the tokens, what is for Kafka's clients, and what traces are sent with.
 *
 * <p>Elsewhere in the configuration {@code ${x}} is the value of another key. A password may have these characters, and
 * then it would be changed without a word, or told in the message that the other key is missing.
 */
@Priority(Priorities.LIBRARY + PlainSecrets.BEFORE_EXPRESSIONS)
public final class PlainSecrets implements ConfigSourceInterceptor {
    static final int BEFORE_EXPRESSIONS = 900;

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return mayBeSecret(name) ? Expressions.withoutExpansion(() -> context.proceed(name)) : context.proceed(name);
    }

    /** Names come as keys and as environment variables: Kafka's are looked up as both. */
    private static boolean mayBeSecret(String name) {
        String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
        return key.startsWith("bridge.verify.tokens.")
                || key.startsWith("kafka.")
                || (key.startsWith("otel.exporter.otlp.") && key.endsWith(".headers"));
    }
}
