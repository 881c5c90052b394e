/** Beside the data's way: callbacks as the vendor sends them, for newcomers and for load. */
@NullMarked
package io.imbridge.simulate;

import org.jspecify.annotations.NullMarked;
