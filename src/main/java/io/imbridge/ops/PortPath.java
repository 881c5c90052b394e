package io.imbridge.ops;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The kind of path that a request to the management port asks for, judged by its target exactly as it was received. A
 * path has only one valid spelling: a target that a router could interpret as another path counts as no path.
 */
enum PortPath {
    /** Health and metrics: everybody may ask for them, under any name. */
    PROBE,
    /** The schemas and the AsyncAPI document, which reveal nothing about events. */
    CONTRACT,
    /** A page of the console before its script runs: it contains no data. */
    SHELL,
    /** Every other path, whether it exists or not. */
    GUARDED,
    /** A target with an invalid escape. */
    MALFORMED,
    /** A target that is not a plain path, or that contains a valid escape. */
    NONE;

    private static final List<String> PROBES = List.of("/q/health", "/q/metrics");
    private static final List<String> CONTRACTS = List.of("/schemas", "/asyncapi");
    private static final Pattern SHELLS = Pattern.compile("/console(/(?!api$)[a-z-]+)?");

    /**
     * Classifies the target of a request line.
     *
     * @param target a path with or without a query; anything else, such as a whole URL, is not a path
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

    /**
     * Whether it begins with a slash and has no empty part, no dots for directories, and only unreserved characters.
     */
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

    /** Whether RFC 3986 calls the character unreserved: it needs no escape, and no server changes it. */
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
