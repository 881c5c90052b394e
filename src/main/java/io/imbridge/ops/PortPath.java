package io.imbridge.ops;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a request of the management port asks for, taken from its target as it came. There is no second way to write a
 * path: what a router could read as another path than this does is none at all.
 */
enum PortPath {
    /** Health and metrics: anybody may ask, under any name. */
    PROBE,
    /** The schemas and the AsyncAPI document, which tell nothing of the events. */
    CONTRACT,
    /** A page of the console before its script runs: it has nothing in it. */
    SHELL,
    /** All else, whether it exists or not. */
    GUARDED,
    /** Something with an escape in it that is none. */
    MALFORMED,
    /** No path. */
    NONE;

    private static final List<String> PROBES = List.of("/q/health", "/q/metrics");
    private static final List<String> CONTRACTS = List.of("/schemas", "/asyncapi");
    private static final Pattern SHELLS = Pattern.compile("/console(/(?!api$)[a-z-]+)?");

    /**
     * Of the target of a request line.
     *
     * @param target a path with or without a query; anything else, such as a whole URL, is none
     */
    static PortPath of(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (path.indexOf('%') >= 0) {
            return hasBrokenEscape(path) ? MALFORMED : NONE;
        }
        if (!isPlain(path)) {
            return NONE;
        }
        if (isBelow(PROBES, path)) {
            return PROBE;
        }
        if (isBelow(CONTRACTS, path)) {
            return CONTRACT;
        }
        return SHELLS.matcher(path).matches() ? SHELL : GUARDED;
    }

    private static boolean isBelow(List<String> roots, String path) {
        return roots.stream()
                .anyMatch(root ->
                        path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/'));
    }

    /** Whether it begins with a slash, has none twice, no dots for directories, and no character with a meaning. */
    private static boolean isPlain(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        int segment = 1;
        for (int at = 1; at <= path.length(); at++) {
            if (at == path.length() || path.charAt(at) == '/') {
                boolean isLast = at == path.length();
                if ((segment == at && !isLast) || isDots(path, segment, at)) {
                    return false;
                }
                segment = at + 1;
            } else if (!isUnreserved(path.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDots(String path, int from, int to) {
        return path.startsWith(".", from) && (to - from == 1 || (to - from == 2 && path.charAt(from + 1) == '.'));
    }

    /** What RFC 3986 calls unreserved: it needs no escape, and no server changes it. */
    private static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '.'
                || character == '_'
                || character == '~';
    }

    private static boolean hasBrokenEscape(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (at + 2 >= path.length()
                    || Character.digit(path.charAt(at + 1), 16) < 0
                    || Character.digit(path.charAt(at + 2), 16) < 0) {
                return true;
            }
        }
        return false;
    }
}
