package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.OutboxStore;
import java.nio.file.Path;
import java.time.Clock;

/** The outbox's own files, for tests of code above them. */
public final class RealPlace {
    private RealPlace() {}

    /** A place in a directory. */
    public static OutboxStore.Place in(Path directory, long maxBytes) {
        return OutboxDirectory.take(directory, maxBytes, Clock.systemUTC());
    }
}
