package io.imbridge.profiles;

/** A record that is no event, although it stands where events do. */
final class UnreadableEventException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableEventException(String message) {
        super(message);
    }
}
