package io.imbridge.profiles;

import java.util.List;

/** Topics are missing and the service may not create them. */
final class MissingTopicsException extends Exception {
    private static final long serialVersionUID = 1;

    MissingTopicsException(List<String> topics) {
        super("topics are missing, and bridge.publish.create-topics is false: " + String.join(", ", topics));
    }
}
