package io.imbridge.receive;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import jakarta.enterprise.inject.spi.CDI;

/**
 * Makes each new connection watched. Netty finds this class by itself, if it is told to look for extensions; the class
 * loaders of dev mode hide it.
 */
public final class NewConnections extends ChannelInitializerExtension {
    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        CDI.current().select(Connections.class).get().watch(connection);
    }
}
