package io.imbridge.ops;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells requests of the service's own pages and of programs other than browsers from requests of pages of another
 * origin. It uses {@code Sec-Fetch-Site}, which browsers send and no page can change, and {@code Origin}.
 */
final class OwnPages {
    private static final Set<String> FINE = Set.of("same-origin", "none");

    private OwnPages() {}

    /**
     * Whether the request does not come from a page of another origin. A link on such a page may lead to a page that
     * only shows something, but not into a frame.
     *
     * @param host the request's {@code Host}
     */
    static boolean ask(HttpMethod method, MultiMap headers, PortPath path, String host) {
        return isFetchFine(method, headers, path)
                && headers.getAll("Origin").stream().allMatch(own -> isOf(own, host));
    }

    private static boolean isFetchFine(HttpMethod method, MultiMap headers, PortPath path) {
        List<String> sites = headers.getAll("Sec-Fetch-Site");
        return FINE.containsAll(sites) || (isLink(method, headers) && isOnlyShown(path));
    }

    private static boolean isLink(HttpMethod method, MultiMap headers) {
        return HttpMethod.GET.equals(method)
                && headers.getAll("Sec-Fetch-Mode").equals(List.of("navigate"))
                && headers.getAll("Sec-Fetch-Dest").equals(List.of("document"));
    }

    private static boolean isOnlyShown(PortPath path) {
        return path == PortPath.SHELL || path == PortPath.CONTRACT;
    }

    /** A browser leaves out the port if it is the scheme's default. Behind a proxy the scheme is not known here. */
    private static boolean isOf(String origin, String host) {
        String given = origin.toLowerCase(Locale.ROOT);
        if (given.startsWith("http://")) {
            return without(":80", given.substring(7)).equals(without(":80", host.toLowerCase(Locale.ROOT)));
        }
        return given.startsWith("https://")
                && without(":443", given.substring(8)).equals(without(":443", host.toLowerCase(Locale.ROOT)));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
