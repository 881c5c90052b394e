package io.imbridge.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a callback. Its names are found regardless of case, because the vendor's documents vary in it.
 *
 * <p>Only the first {@value #MAX_PARAMETERS} parameters are read; any parameter after them counts as absent.
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
     * @param query the query as in the request line, percent-encoded, without the question mark; null when there is
     *     none
     * @throws RefusedException {@link Refusal#MALFORMED_REQUEST} when the percent-encoding is invalid
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

    /** The value of {@code SdkAppid}; null when it is missing or repeated. */
    public @Nullable String sdkAppId() {
        return single("sdkappid");
    }

    /** The value of {@code Sign}; null when it is missing or repeated. */
    public @Nullable String sign() {
        return single("sign");
    }

    /** The value of {@code RequestTime}; null when it is missing or repeated. */
    public @Nullable String requestTime() {
        return single("requesttime");
    }

    /** The first {@code ClientIP}; null when it is missing. */
    public @Nullable String clientIp() {
        return first("clientip");
    }

    /** The first {@code OptPlatform}; null when it is missing. */
    public @Nullable String platform() {
        return first("optplatform");
    }

    /**
     * All command names in the query: of {@code CallbackCommand}, and of {@code WebhookCommand}, which sister products
     * use.
     */
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

    /** All values of a name, regardless of the name's case. */
    private List<String> all(String name) {
        List<String> found = List.of();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            // Only ASCII letters are compared without case: some other letters become ASCII letters when their case
            // changes.
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
