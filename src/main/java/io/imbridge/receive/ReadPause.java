package io.imbridge.receive;

import io.netty.channel.Channel;

/** Stops the reading of a connection, and lets it go on. Used on the connection's event loop only. */
final class ReadPause {
    private final Channel channel;
    private boolean on;

    ReadPause(Channel channel) {
        this.channel = channel;
    }

    boolean isOn() {
        return on;
    }

    void begin() {
        on = true;
        channel.config().setAutoRead(false);
    }

    /**
     * Does nothing where it is not on: others may have reasons of their own to pause. Each time that reading begins it
     * reads once, whatever comes after.
     */
    void end() {
        if (on) {
            on = false;
            channel.config().setAutoRead(true);
        }
    }
}
