/**
 * Observation, beside the path of the data: health, metrics, the contract, the configuration. Nothing depends on this
 * package.
 */
@NullMarked
package io.imbridge.ops;

import org.jspecify.annotations.NullMarked;
