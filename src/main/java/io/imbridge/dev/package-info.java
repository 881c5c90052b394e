/**
 * What the developer's machine needs beside the service: a Kafka broker, and the commands that show a first event. Off
 * the data's way, and without a part in production: no other package knows this one.
 */
@NullMarked
package io.imbridge.dev;

import org.jspecify.annotations.NullMarked;
