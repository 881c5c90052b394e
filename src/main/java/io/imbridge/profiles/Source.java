package io.imbridge.profiles;

import java.util.Locale;

/** The source of a statement about a field. */
enum Source {
    /** A callback of the vendor. */
    CALLBACK,
    /** The vendor's answer to a question. */
    READ;

    /** The word for it in a profile. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
