package io.imbridge.verify;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose address counts behind proxies: of those that {@code X-Forwarded-For} names, the last that is no trusted proxy's.
 *
 * <p>Proxies append to what the caller sent, so what stands before it may be anything. Quarkus itself, whose settings say
 * which proxies are trusted, takes the first.
 */
final class CallerAddress {
    /** Some proxies name the port, too. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[(.*)](?::\\d+)?|([\\d.]+):\\d+");

    private final boolean forwarded;
    private final List<String> trusted;
    private final AllowedAddresses proxies;

    private CallerAddress(boolean forwarded, List<String> trusted) {
        this.forwarded = forwarded;
        this.trusted = trusted;
        this.proxies = AllowedAddresses.parse(trusted);
    }

    /**
     * @param forwarded whether {@code X-Forwarded-For} is believed
     * @param trusted the addresses and CIDR blocks of those of whom it is; none means all
     */
    static CallerAddress of(boolean forwarded, List<String> trusted) {
        try {
            return new CallerAddress(forwarded, trusted);
        } catch (IllegalArgumentException names) {
            // Only Quarkus can tell whose they are.
            return new CallerAddress(false, List.of());
        }
    }

    /**
     * The address that counts.
     *
     * @param peer who is connected
     * @param seen whom Quarkus takes for the caller
     * @param forwardedFor the values of the header
     */
    @Nullable
    String of(@Nullable String peer, @Nullable String seen, List<String> forwardedFor) {
        if (!forwarded || forwardedFor.isEmpty() || !proxies.contain(peer)) {
            return seen;
        }
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        for (int i = hops.length - 1; i > 0; i--) {
            String hop = bare(hops[i].strip());
            if (trusted.isEmpty() || !proxies.contain(hop)) {
                return hop;
            }
        }
        return bare(hops[0].strip());
    }

    private static String bare(String hop) {
        Matcher port = WITH_PORT.matcher(hop);
        if (!port.matches()) {
            return hop;
        }
        return port.group(1) == null ? port.group(2) : port.group(1);
    }
}
