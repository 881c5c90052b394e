package io.imbridge.ops;

import java.util.Locale;

/** Why a request to the management port is refused before anything else looks at it. */
enum AccessRefusal {
    PATH(404, "There is no such page."),
    HOST(
            403,
            "This port is not asked under that name: ask it by its IP address, or add the name to"
                    + " bridge.console.hosts."),
    ORIGIN(403, "A page of another origin may not ask this."),
    NOT_LOCAL(
            403, "Without a password this answers callers on the same machine only: set bridge.console.password-file."),
    PASSWORD_MISSING(401, "This asks for the user console and its password."),
    PASSWORD_WRONG(401, "The password is wrong.");

    private final int status;
    private final String sentence;

    AccessRefusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    int status() {
        return status;
    }

    String sentence() {
        return sentence;
    }

    /** The value for a label of metrics. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
