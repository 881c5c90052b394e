package io.imbridge.profiles;

import java.util.Locale;

/** Who told a field. */
enum Source {
    /** A callback of the vendor. */
    CALLBACK,
    /** The vendor's answer to a question. */
    READ;

    /** As it stands in a profile. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
