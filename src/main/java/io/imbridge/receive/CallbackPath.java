package io.imbridge.receive;

/**
 * The path that receives callbacks. Extra slashes are ignored: an owner who writes the URL by hand may add one at the
 * end, and a proxy that joins two paths may add one between them.
 */
final class CallbackPath {
    private final String path;
    private final String bare;

    CallbackPath(String path) {
        this.path = path;
        this.bare = bare(path);
    }

    /**
     * Whether a request's path is this path.
     *
     * @param asked the path as in the request line, without its query; may be empty
     */
    boolean is(String asked) {
        return path.equals(asked) || bare.equals(bare(asked));
    }

    /** Replaces several slashes by one, and removes a slash at the end. */
    private static String bare(String path) {
        StringBuilder bare = new StringBuilder(path.length());
        for (int at = 0; at < path.length(); at++) {
            char next = path.charAt(at);
            boolean last = at + 1 == path.length();
            if (next != '/' || (!last && path.charAt(at + 1) != '/')) {
                bare.append(next);
            }
        }
        return bare.toString();
    }
}
