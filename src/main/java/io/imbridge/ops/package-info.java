/** Looking in, from beside the data's way: health, metrics, the contract, what is configured. Nothing depends on it. */
@NullMarked
package io.imbridge.ops;

import org.jspecify.annotations.NullMarked;
