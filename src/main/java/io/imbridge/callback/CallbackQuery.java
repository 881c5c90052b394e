package io.imbridge.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a callback. Its names are found regardless of case, because the vendor's documents vary in it.
 *
 * <p>Only the first {@value #MAX_PARAMETERS} parameters are read; any parameter after them counts as absent. Only values that are
 * asked for are kept: a query is read for every request, also for one that is refused.
 */
public final class CallbackQuery {
    private static final int MAX_PARAMETERS = 256;

    /** The names that are looked for, in lower case. */
    private enum Name {
        SDK_APP_ID("sdkappid"),
        COMMAND("callbackcommand"),
        SISTER_COMMAND("webhookcommand"),
        SIGN("sign"),
        REQUEST_TIME("requesttime"),
        CLIENT_IP("clientip"),
        PLATFORM("optplatform");

        private static final Name[] ALL = values();

        private final String lowerCase;

        Name(String lowerCase) {
            this.lowerCase = lowerCase;
        }

        /** The name that a text is; null for any other. */
        static @Nullable Name find(String text) {
            return find(text, 0, text.length());
        }

        /** The name that stands in a part of a text; null for any other. */
        static @Nullable Name find(String text, int from, int to) {
            for (Name name : ALL) {
                if (name.is(text, from, to)) {
                    return name;
                }
            }
            return null;
        }

        /** Only ASCII letters are compared without case: some others become ASCII letters when their case changes. */
        private boolean is(String text, int from, int to) {
            if (to - from != lowerCase.length()) {
                return false;
            }
            for (int at = from; at < to; at++) {
                char letter = text.charAt(at);
                char lower = letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
                if (lower != lowerCase.charAt(at - from)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Map<Name, List<String>> values = new EnumMap<>(Name.class);

    private CallbackQuery() {}

    /**
     * Reads a query string.
     *
     * @param query the query as in the request line, percent-encoded, without the question mark; null when there is
     *     none
     * @throws RefusedException {@link Refusal#MALFORMED_REQUEST} when the percent-encoding is invalid
     */
    public static CallbackQuery parse(@Nullable String query) {
        CallbackQuery parsed = new CallbackQuery();
        if (query != null) {
            try {
                parsed.read(query);
            } catch (IllegalArgumentException malformed) {
                throw new RefusedException(Refusal.MALFORMED_REQUEST);
            }
        }
        return parsed;
    }

    /** Divides a query into parameters as {@link QueryStringDecoder} does: an empty name is none, and a hash ends it. */
    private void read(String query) {
        int hash = query.indexOf('#');
        int end = hash < 0 ? query.length() : hash;
        int from = query.startsWith("?") ? 1 : 0;
        int left = MAX_PARAMETERS;
        while (from < end && left > 0) {
            int ampersand = query.indexOf('&', from);
            int to = ampersand < 0 || ampersand > end ? end : ampersand;
            while (from < to && query.charAt(from) == '=') {
                from++;
            }
            if (from < to) {
                add(query, from, to);
                left--;
            }
            from = to + 1;
        }
    }

    private void add(String query, int from, int to) {
        int equals = query.indexOf('=', from);
        int nameEnd = equals < 0 || equals > to ? to : equals;
        String value = decode(query, Math.min(nameEnd + 1, to), to);
        Name name = isEncoded(query, from, nameEnd)
                ? Name.find(decode(query, from, nameEnd))
                : Name.find(query, from, nameEnd);
        if (name != null) {
            List<String> before = values.get(name);
            values.put(name, before == null ? List.of(value) : join(before, List.of(value)));
        }
    }

    private static boolean isEncoded(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) == '%' || text.charAt(at) == '+') {
                return true;
            }
        }
        return false;
    }

    private static String decode(String text, int from, int to) {
        return QueryStringDecoder.decodeComponent(text.substring(from, to), UTF_8);
    }

    /** The value of {@code SdkAppid}; null when it is missing or repeated. */
    public @Nullable String sdkAppId() {
        return single(Name.SDK_APP_ID);
    }

    /** The value of {@code Sign}; null when it is missing or repeated. */
    public @Nullable String sign() {
        return single(Name.SIGN);
    }

    /** The value of {@code RequestTime}; null when it is missing or repeated. */
    public @Nullable String requestTime() {
        return single(Name.REQUEST_TIME);
    }

    /** The first {@code ClientIP}; null when it is missing. */
    public @Nullable String clientIp() {
        return first(Name.CLIENT_IP);
    }

    /** The first {@code OptPlatform}; null when it is missing. */
    public @Nullable String platform() {
        return first(Name.PLATFORM);
    }

    /**
     * All command names in the query: of {@code CallbackCommand}, and of {@code WebhookCommand}, which sister products
     * use.
     */
    public List<String> commands() {
        List<String> own = all(Name.COMMAND);
        List<String> sister = all(Name.SISTER_COMMAND);
        return sister.isEmpty() ? own : join(own, sister);
    }

    private @Nullable String single(Name name) {
        List<String> given = all(name);
        return given.size() == 1 ? given.get(0) : null;
    }

    private @Nullable String first(Name name) {
        List<String> given = all(name);
        return given.isEmpty() ? null : given.get(0);
    }

    private List<String> all(Name name) {
        return values.getOrDefault(name, List.of());
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
