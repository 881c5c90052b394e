/**
 * The first stage of a callback's path, and the last of its answer's: it turns bytes into callbacks and results into
 * envelopes, and decides nothing.
 */
@NullMarked
package io.imbridge.receive;

import org.jspecify.annotations.NullMarked;
