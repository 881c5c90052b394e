package io.imbridge.receive;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.ProxyConfig;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes headers in which proxies name the caller so the server can read them.
 *
 * <p>If the server trusts these headers, it reads the first address in them. It throws an exception, or logs an error,
 * for each request whose first entry is not an address. This class puts an address that belongs to nobody in front of
 * such an entry and keeps everything else. Headers that say anything but the caller's address are not needed here and
 * are removed.
 */
final class ForwardedHeaders {
    private static final AsciiString X_FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
    private static final List<AsciiString> NOT_ASKED_FOR = List.of(
            AsciiString.cached("X-Forwarded-Port"),
            AsciiString.cached("X-Forwarded-Proto"),
            AsciiString.cached("X-Forwarded-Ssl"),
            AsciiString.cached("X-Forwarded-Trusted-Proxy"));

    private static final String NOBODYS = "0.0.0.0";
    private static final Pattern FOR = Pattern.compile("for=\"?([^;,\"]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_PORT = Pattern.compile("\\[(.*)](?::\\d+)?|([\\d.]+):\\d+");

    private final boolean believed;
    private final boolean compared;
    private final AsciiString hostHeader;

    private ForwardedHeaders(boolean believed, boolean compared, String hostHeader) {
        this.believed = believed;
        this.compared = compared;
        this.hostHeader = AsciiString.cached(hostHeader);
    }

    /** The rules that match the server's settings. */
    static ForwardedHeaders of(ProxyConfig proxy) {
        boolean both = proxy.allowForwarded() && proxy.allowXForwarded().orElse(false);
        return new ForwardedHeaders(
                proxy.proxyAddressForwarding(), both && proxy.strictForwardedControl(), proxy.forwardedHostHeader());
    }

    /** Changes the headers of a request if the server could not read them. */
    void repair(HttpHeaders headers) {
        if (!believed) {
            return;
        }
        NOT_ASKED_FOR.forEach(headers::remove);
        headers.remove(hostHeader);
        String callers = headers.get(X_FORWARDED_FOR);
        if (callers != null) {
            repairList(headers, callers);
        }
        String elements = headers.get(FORWARDED);
        if (elements != null) {
            repairElements(headers, elements);
        }
        if (compared && differ(headers.get(X_FORWARDED_FOR), headers.get(FORWARDED))) {
            // If the two headers differ, the server does not answer. One of them is forged, so neither is trusted.
            headers.set(X_FORWARDED_FOR, NOBODYS);
            headers.set(FORWARDED, "for=" + NOBODYS);
        }
    }

    private static boolean differ(@Nullable String list, @Nullable String element) {
        return list != null && element != null && !element.equals("for=" + first(list));
    }

    private static String first(String list) {
        int comma = list.indexOf(',');
        return comma < 0 ? list : list.substring(0, comma);
    }

    private static void repairElements(HttpHeaders headers, String elements) {
        Matcher caller = FOR.matcher(elements);
        if (caller.find()) {
            String address = address(caller.group(1));
            headers.set(FORWARDED, "for=" + (address == null ? NOBODYS : address));
        } else {
            headers.remove(FORWARDED);
        }
    }

    /**
     * Puts an address in front of a first entry that is not an address, and removes the port of a first entry that has
     * one.
     */
    private static void repairList(HttpHeaders headers, String callers) {
        String first = first(callers);
        String address = address(first);
        if (first.equals(address)) {
            return;
        }
        String all = String.join(",", headers.getAll(X_FORWARDED_FOR));
        headers.set(X_FORWARDED_FOR, address == null ? NOBODYS + "," + all : address + all.substring(first.length()));
    }

    private static @Nullable String address(String text) {
        String stripped = text.strip();
        Matcher port = WITH_PORT.matcher(stripped);
        String bare = !port.matches() ? stripped : port.group(1) == null ? port.group(2) : port.group(1);
        return NetUtil.isValidIpV4Address(bare) || NetUtil.isValidIpV6Address(bare) ? bare : null;
    }
}
