package io.imbridge.receive;

/**
 * The path that takes callbacks. Slashes too many do not matter: an owner who writes the URL by hand adds one at the end,
 * and a proxy that joins two paths one in between.
 */
final class CallbackPath {
    private final String path;
    private final String bare;

    CallbackPath(String path) {
        this.path = path;
        this.bare = bare(path);
    }

    /**
     * Whether a request's path is this one.
     *
     * @param asked as in the request line, without its query; empty where that is all there is
     */
    boolean is(String asked) {
        return path.equals(asked) || bare.equals(bare(asked));
    }

    /** Single slashes, and none at the end. */
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
