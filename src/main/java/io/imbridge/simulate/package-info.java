/**
 * Callbacks as the vendor sends them, for newcomers and for load tests. The package is not on the path of callbacks.
 */
@NullMarked
package io.imbridge.simulate;

import org.jspecify.annotations.NullMarked;
