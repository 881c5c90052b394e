package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.OutboxSettings;
import io.imbridge.outbox.OutboxStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Wires this package. */
final class SqliteBeans {
    @Produces
    @Singleton
    OutboxStore.Places places(OutboxSettings settings, Clock clock) {
        return () ->
                OutboxDirectory.take(settings.directory(), settings.maxSize().asLongValue(), clock);
    }
}
