package io.imbridge.receive;

import io.netty.channel.Channel;

/** Pauses and resumes the reading of a connection. Used on the connection's event loop only. */
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
     * Does nothing if the pause is off, because others may have their own reasons to pause. Each resume causes one
     * read, even if another pause follows.
     */
    void end() {
        if (on) {
            on = false;
            channel.config().setAutoRead(true);
        }
    }
}
