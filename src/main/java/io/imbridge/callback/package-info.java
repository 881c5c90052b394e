/** The domain types: callbacks as they are received, the catalogue of commands, and the reasons for refusals. */
@NullMarked
package io.imbridge.callback;

import org.jspecify.annotations.NullMarked;
