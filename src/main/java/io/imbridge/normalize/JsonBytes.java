package io.imbridge.normalize;

import com.fasterxml.jackson.core.JsonToken;
import io.imbridge.callback.Refusal;
import io.imbridge.callback.RefusedException;

/**
 * Reads the tokens of a JSON text one after the other, and checks each. White space and both kinds of Java comments may
 * stand between tokens, because the vendor's samples contain them.
 */
final class JsonBytes {
    private final byte[] source;
    private final int end;
    private int at;

    JsonBytes(byte[] source, int start, int end) {
        this.source = source;
        this.at = start;
        this.end = end;
    }

    int at() {
        return at;
    }

    void skip() {
        at++;
    }

    /** Moves to the next token and returns its first byte; -1 at the end. */
    int next() {
        while (at < end) {
            byte next = source[at];
            if (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
                at++;
            } else if (next == '/') {
                comment();
            } else {
                return next & 0xFF;
            }
        }
        return -1;
    }

    /** Moves past a closing bracket if it comes next. Returns whether it did. */
    boolean closes(char bracket) {
        boolean closes = next() == bracket;
        at += closes ? 1 : 0;
        return closes;
    }

    /** Moves past a comma or the closing bracket. Returns whether it was the comma. */
    boolean goesOn(char bracket) {
        int next = next();
        if (next != ',' && next != bracket) {
            throw notJson();
        }
        at++;
        return next == ',';
    }

    void colon() {
        if (next() != ':') {
            throw notJson();
        }
        at++;
    }

    /** Moves past a string. Returns whether it contains escapes. */
    boolean string() {
        boolean escaped = false;
        int here = at + 1;
        while (here < end) {
            byte next = source[here];
            if (next == '"') {
                at = here + 1;
                return escaped;
            }
            if (next == '\\') {
                escaped = true;
                here = escape(here);
            } else if (next >= 0 && next < ' ') {
                throw notJson();
            } else {
                here++;
            }
        }
        throw notJson();
    }

    /** The position after an escape. */
    private int escape(int start) {
        int kind = start + 1 < end ? source[start + 1] : 0;
        if ("\"\\/bfnrt".indexOf(kind) >= 0) {
            return start + 2;
        }
        if (kind != 'u' || end - start < JsonText.UNICODE_ESCAPE) {
            throw notJson();
        }
        for (int i = start + 2; i < start + JsonText.UNICODE_ESCAPE; i++) {
            if (Character.digit(source[i], 16) < 0) {
                throw notJson();
            }
        }
        return start + JsonText.UNICODE_ESCAPE;
    }

    JsonToken word(String word, JsonToken token) {
        for (int i = 0; i < word.length(); i++) {
            if (!passes(word.charAt(i))) {
                throw notJson();
            }
        }
        return token;
    }

    JsonToken number() {
        passes('-');
        if (!passes('0')) {
            digits();
        }
        JsonToken type = JsonToken.VALUE_NUMBER_INT;
        if (passes('.')) {
            digits();
            type = JsonToken.VALUE_NUMBER_FLOAT;
        }
        if (passes('e') || passes('E')) {
            if (!passes('+')) {
                passes('-');
            }
            digits();
            type = JsonToken.VALUE_NUMBER_FLOAT;
        }
        return type;
    }

    private void digits() {
        int start = at;
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw notJson();
        }
    }

    private boolean passes(char expected) {
        boolean passes = at < end && source[at] == expected;
        at += passes ? 1 : 0;
        return passes;
    }

    private void comment() {
        int kind = at + 1 < end ? source[at + 1] : 0;
        at += 2;
        if (kind == '/') {
            while (at < end && source[at] != '\n' && source[at] != '\r') {
                ofComment(source[at++]);
            }
        } else if (kind == '*') {
            while (at + 1 < end && (source[at] != '*' || source[at + 1] != '/')) {
                ofComment(source[at++]);
            }
            if (at + 1 >= end) {
                throw notJson();
            }
            at += 2;
        } else {
            throw notJson();
        }
    }

    private static void ofComment(byte character) {
        if (character >= 0 && character < ' ' && character != '\t' && character != '\n' && character != '\r') {
            throw notJson();
        }
    }

    private static RefusedException notJson() {
        return new RefusedException(Refusal.NOT_JSON);
    }
}
