/** The first stop on the data's way, and the last of the answer's: bytes in, envelope out, no decisions. */
@NullMarked
package io.imbridge.receive;

import org.jspecify.annotations.NullMarked;
