package io.imbridge.verify;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller's address behind proxies: the last address in {@code X-Forwarded-For} that is not a trusted proxy's.
 *
 * <p>Proxies append to the header that the caller sent, so the entries before that address may be forged. Quarkus,
 * whose settings name the trusted proxies, would take the first address.
 */
final class CallerAddress {
    /** Some proxies also name the port. */
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
     * Makes the rule.
     *
     * @param forwarded whether {@code X-Forwarded-For} is trusted
     * @param trusted the addresses and CIDR blocks of the proxies whose header is trusted; empty for all
     */
    static CallerAddress of(boolean forwarded, List<String> trusted) {
        try {
            return new CallerAddress(forwarded, trusted);
        } catch (IllegalArgumentException names) {
            // The list contains host names, which only Quarkus can resolve.
            return new CallerAddress(false, List.of());
        }
    }

    /**
     * The address that counts.
     *
     * @param peer the address at the other end of the connection
     * @param seen the address that Quarkus takes for the caller
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
