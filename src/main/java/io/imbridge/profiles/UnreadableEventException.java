package io.imbridge.profiles;

/** A record that is not an event, although it is in a topic of events. */
final class UnreadableEventException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableEventException(String message) {
        super(message);
    }
}
