package io.imbridge.normalize;

/**
 * Reads a whole number that is written as a JSON number. It first tries plain digits. Then it accepts the forms that a
 * number gets when it passes through a floating point number: a fraction of zeros, or scientific notation. The time and
 * memory that this takes do not depend on the number's size.
 */
final class WholeNumber {
    /** The result for any other text, also for numbers of 16 digits and more. */
    static final long NONE = -1;

    private static final int MAX_DIGITS = 15;
    private static final long LIMIT = 1_000_000_000_000_000L;

    /** No usable number has an exponent as large as this, because no text is that long. */
    private static final long HUGE = 1L << 40;

    private final byte[] source;
    private final int end;
    private int at;
    private long significant;
    private int zeros;

    private WholeNumber(byte[] source, int start, int end) {
        this.source = source;
        this.at = start;
        this.end = end;
    }

    /** The number from {@code start} to {@code end}; {@link #NONE} if anything else stands there. */
    static long read(byte[] source, int start, int end) {
        long plain = plain(source, start, end);
        return plain == NONE ? new WholeNumber(source, start, end).scientific() : plain;
    }

    private static long plain(byte[] source, int start, int end) {
        int length = end - start;
        if (length == 0 || length > MAX_DIGITS || (source[start] == '0' && length > 1)) {
            return NONE;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = source[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private long scientific() {
        int start = at;
        int whole = digits();
        boolean valid = whole > 0 && (source[start] != '0' || whole == 1);
        int fraction = 0;
        if (valid && passes('.')) {
            fraction = digits();
            valid = fraction > 0;
        }
        long exponent = 0;
        if (valid && (passes('e') || passes('E'))) {
            boolean negative = passes('-');
            if (!negative) {
                passes('+');
            }
            int digits = at;
            exponent = negative ? -exponent() : exponent();
            valid = at > digits;
        }
        return valid && at == end ? shifted(exponent - fraction + zeros) : NONE;
    }

    private boolean passes(char expected) {
        boolean passes = at < end && source[at] == expected;
        at += passes ? 1 : 0;
        return passes;
    }

    /** Moves past digits and returns how many there were. Zeros at the end of the number so far are only counted. */
    private int digits() {
        int start = at;
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            int digit = source[at++] - '0';
            if (digit == 0) {
                zeros += significant == 0 ? 0 : 1;
                continue;
            }
            for (; zeros > 0 && significant < LIMIT; zeros--) {
                significant *= 10;
            }
            zeros = 0;
            significant = Math.min(LIMIT, significant * 10 + digit);
        }
        return at - start;
    }

    private long exponent() {
        long exponent = 0;
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            exponent = Math.min(HUGE, exponent * 10 + source[at++] - '0');
        }
        return exponent;
    }

    /** The last significant digit is not 0, so a negative power does not give a whole number. */
    private long shifted(long power) {
        if (significant == 0) {
            return 0;
        }
        if (power < 0 || power > MAX_DIGITS) {
            return NONE;
        }
        long number = significant;
        for (long i = 0; i < power && number < LIMIT; i++) {
            number *= 10;
        }
        return number < LIMIT ? number : NONE;
    }
}
