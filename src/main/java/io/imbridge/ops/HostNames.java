package io.imbridge.ops;

import io.netty.util.NetUtil;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the management port may be asked: IP addresses, {@code localhost}, and configured names.
 *
 * <p>The owner of any other name can let it resolve to this machine's address. Then a browser treats the owner's page
 * as having the same origin as the console (DNS rebinding). With an IP address this attack is not possible.
 */
final class HostNames {
    private static final String LOCAL = "localhost";
    private static final String ANY_BELOW = "*.";

    private final Set<String> names = new TreeSet<>();

    /** @param configured the names in lower case; {@code *.example.com} stands for all names below that name */
    HostNames(Collection<String> configured) {
        names.add(LOCAL);
        names.addAll(configured);
    }

    /** Whether a request's {@code Host} is one of the names, with any port. */
    boolean contain(@Nullable String host) {
        if (host == null) {
            return false;
        }
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            return end > 0 && isPort(host.substring(end + 1)) && NetUtil.isValidIpV6Address(host.substring(1, end));
        }
        int colon = host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return isPort(host.substring(name.length())) && (NetUtil.isValidIpV4Address(name) || isNamed(name));
    }

    private boolean isNamed(String given) {
        String lower = given.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return names.contains(name)
                || names.stream()
                        .anyMatch(known -> known.startsWith(ANY_BELOW)
                                && name.endsWith(known.substring(1))
                                && name.length() >= known.length());
    }

    private static boolean isPort(String rest) {
        return rest.isEmpty() || rest.matches(":[0-9]{1,5}");
    }
}
