package io.imbridge.receive;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import jakarta.enterprise.inject.spi.CDI;

/**
 * Has each new connection watched. Netty finds this class by itself, where it is told to look for extensions;
 * dev mode's class loaders hide it.
 */
public final class NewConnections extends ChannelInitializerExtension {
    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        CDI.current().select(Connections.class).get().watch(connection);
    }
}
