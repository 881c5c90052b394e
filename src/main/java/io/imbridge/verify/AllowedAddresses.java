package io.imbridge.verify;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The IPv4 and IPv6 addresses and CIDR blocks from which callbacks may come. An empty list allows all. */
final class AllowedAddresses {
    /** An IPv4 number with a leading zero: some programs read it as octal, others as decimal. */
    private static final Pattern AMBIGUOUS = Pattern.compile("\\.0\\d|(^|:)0\\d+\\.");

    private final List<IpSubnetFilterRule> blocks;

    private AllowedAddresses(List<IpSubnetFilterRule> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads addresses and blocks.
     *
     * @param blocks IP addresses ({@code 203.0.113.7}, {@code 2001:db8::7}) and CIDR blocks
     *     ({@code 203.0.113.0/24})
     * @throws IllegalArgumentException when a text is neither; the message names the first such text
     */
    static AllowedAddresses parse(List<String> blocks) {
        return new AllowedAddresses(
                blocks.stream().map(String::strip).map(AllowedAddresses::block).toList());
    }

    boolean areAll() {
        return blocks.isEmpty();
    }

    boolean contain(@Nullable String address) {
        if (areAll()) {
            return true;
        }
        InetAddress ip = address == null ? null : ip(address);
        if (ip == null) {
            return false;
        }
        InetSocketAddress caller = new InetSocketAddress(ip, 0);
        return blocks.stream().anyMatch(block -> block.matches(caller));
    }

    private static @Nullable InetAddress ip(String text) {
        return AMBIGUOUS.matcher(text).find() ? null : NetUtil.createInetAddressFromIpAddressString(text);
    }

    private static IpSubnetFilterRule block(String text) {
        int slash = text.indexOf('/');
        InetAddress ip = ip(slash < 0 ? text : text.substring(0, slash));
        if (ip == null) {
            throw new IllegalArgumentException("'" + text + "' is neither an IP address nor a CIDR block");
        }
        int bits = ip.getAddress().length * Byte.SIZE;
        try {
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            return new IpSubnetFilterRule(ip, prefix, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException outside) {
            throw new IllegalArgumentException("'" + text + "' has no prefix length from 0 to " + bits, outside);
        }
    }
}
