package io.imbridge.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a callback, its names looked up without regard to case, as the vendor's documents vary in it.
 *
 * <p>Reads the first {@value #MAX_PARAMETERS} parameters; what stands behind them counts as absent.
 */
public final class CallbackQuery {
    private static final int MAX_PARAMETERS = 256;

    private final Map<String, List<String>> parameters;

    private CallbackQuery(Map<String, List<String>> parameters) {
        this.parameters = parameters;
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
        List<String> own = all("callbackcommand");
        List<String> sister = all("webhookcommand");
        return sister.isEmpty() ? own : join(own, sister);
    }

    private @Nullable String single(String name) {
        List<String> given = all(name);
        return given.size() == 1 ? given.get(0) : null;
    }

    private @Nullable String first(String name) {
        List<String> given = all(name);
        return given.isEmpty() ? null : given.get(0);
    }

    /** The values of a name, however it is written. */
    private List<String> all(String name) {
        List<String> found = List.of();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            // Letters of ASCII only: there are others that become one of them.
            if (AsciiString.contentEqualsIgnoreCase(name, parameter.getKey())) {
                found = found.isEmpty() ? parameter.getValue() : join(found, parameter.getValue());
            }
        }
        return found;
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
