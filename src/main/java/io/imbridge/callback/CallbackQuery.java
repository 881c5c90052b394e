package io.imbridge.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a callback, its names looked up without regard to case, as the vendor's documents vary in it.
 *
 * <p>Reads the first {@value #MAX_PARAMETERS} parameters; what stands behind them counts as absent.
 */
public final class CallbackQuery {
    private static final int MAX_PARAMETERS = 256;

    private final Map<String, List<String>> values = new HashMap<>();

    private CallbackQuery(Map<String, List<String>> parameters) {
        parameters.forEach((name, given) -> values.merge(name.toLowerCase(Locale.ROOT), given, CallbackQuery::join));
    }

    /**
     * Reads a query string.
     *
     * @param query as in the request line, percent-encoded, without the question mark; null when there is none
     * @throws RefusedException {@link Refusal#MALFORMED_REQUEST} when it is not percent-encoded as it should be
     */
    public static CallbackQuery parse(@Nullable String query) {
        if (query == null) {
            return new CallbackQuery(Map.of());
        }
        try {
            return new CallbackQuery(new QueryStringDecoder(query, UTF_8, false, MAX_PARAMETERS, true).parameters());
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(Refusal.MALFORMED_REQUEST);
        }
    }

    /** The value of {@code SdkAppid}, null when missing or repeated. */
    public @Nullable String sdkAppId() {
        return single("sdkappid");
    }

    /** The value of {@code Sign}, null when missing or repeated. */
    public @Nullable String sign() {
        return single("sign");
    }

    /** The value of {@code RequestTime}, null when missing or repeated. */
    public @Nullable String requestTime() {
        return single("requesttime");
    }

    /** The first {@code ClientIP}, null when missing. */
    public @Nullable String clientIp() {
        return first("clientip");
    }

    /** The first {@code OptPlatform}, null when missing. */
    public @Nullable String platform() {
        return first("optplatform");
    }

    /** All that the query names as the command: {@code CallbackCommand}, and {@code WebhookCommand} of sister products. */
    public List<String> commands() {
        List<String> own = values.getOrDefault("callbackcommand", List.of());
        List<String> sister = values.getOrDefault("webhookcommand", List.of());
        if (sister.isEmpty()) {
            return own;
        }
        return join(own, sister);
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private @Nullable String single(String name) {
        List<String> given = values.get(name);
        return given == null || given.size() != 1 ? null : given.get(0);
    }

    private @Nullable String first(String name) {
        List<String> given = values.get(name);
        return given == null ? null : given.get(0);
    }
}
