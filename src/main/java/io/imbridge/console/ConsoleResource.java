package io.imbridge.console;

/**
 * A set of related resources below {@code /console/api}. The service calls every bean of this type once, and only if
 * the console is enabled. Without the console it creates no such bean.
 */
interface ConsoleResource {
    /** Adds the resources and their handlers. */
    void routes(ConsoleApi api);
}
