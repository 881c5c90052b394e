/**
 * Tools for the developer's machine: a Kafka broker, and the commands that show a first event. The package is not on
 * the path of callbacks and has no part in production: no other package depends on it.
 */
@NullMarked
package io.imbridge.dev;

import org.jspecify.annotations.NullMarked;
