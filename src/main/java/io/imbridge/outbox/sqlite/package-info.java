/** The outbox's file. This is the only package that uses SQLite. {@code docs/outbox-file.md} describes the file. */
@NullMarked
package io.imbridge.outbox.sqlite;

import org.jspecify.annotations.NullMarked;
