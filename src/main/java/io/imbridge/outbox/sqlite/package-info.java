/**
 * The file of the outbox: the only place that knows SQLite. {@code docs/outbox-file.md} says what is in it.
 */
@NullMarked
package io.imbridge.outbox.sqlite;

import org.jspecify.annotations.NullMarked;
