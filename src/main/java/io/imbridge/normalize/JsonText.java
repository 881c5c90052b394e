package io.imbridge.normalize;

/** Where things end in a text that is known to be valid JSON, with or without comments. */
final class JsonText {
    private JsonText() {}

    /** The byte after a string's closing quote; {@code start} is its opening one. */
    static int endOfString(byte[] source, int start) {
        int at = start + 1;
        while (source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** The byte after a comment; {@code start} is its first slash. */
    static int endOfComment(byte[] source, int start) {
        int at = start + 2;
        if (source[start + 1] == '/') {
            while (at < source.length && source[at] != '\n' && source[at] != '\r') {
                at++;
            }
            return at;
        }
        while (source[at - 1] != '*' || source[at] != '/' || at < start + 3) {
            at++;
        }
        return at + 1;
    }
}
