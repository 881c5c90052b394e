package io.imbridge.profiles;

import java.io.IOException;

/** Another instance responds, but refuses this one. */
final class PeerRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    PeerRefusedException(int status) {
        super("the answer is " + status);
    }
}
