/** The third stop on the data's way: a raw callback becomes events, lossless and lenient. */
@NullMarked
package io.imbridge.normalize;

import org.jspecify.annotations.NullMarked;
