/** The second stage of a callback's path: is the callback genuine? App id, signature, freshness and address decide. */
@NullMarked
package io.imbridge.verify;

import org.jspecify.annotations.NullMarked;
