/** The nouns on the data's way: what came in, the catalogue of commands, and why something is refused. */
@NullMarked
package io.imbridge.callback;

import org.jspecify.annotations.NullMarked;
