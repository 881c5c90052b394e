package io.imbridge.console;

/**
 * Resources below {@code /console/api} that belong together. Every bean of this type is asked once, and only where the
 * console is enabled; before that none is made.
 */
interface ConsoleResource {
    /** Says what is answered, and by whom. */
    void routes(ConsoleApi api);
}
