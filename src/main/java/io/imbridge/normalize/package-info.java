/** The third stage of a callback's path: a raw callback becomes events, lossless and lenient. */
@NullMarked
package io.imbridge.normalize;

import org.jspecify.annotations.NullMarked;
