package io.imbridge;

import io.imbridge.cli.BridgeCommand;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service; with arguments, the command that they name. */
@QuarkusMain
public final class Main {
    public static void main(String... arguments) {
        if (arguments.length > 0) {
            System.exit(BridgeCommand.run(arguments));
        }
        String problem = TemporaryDirectory.ofThisJvm().problem();
        if (problem != null) {
            System.err.println("im-kafka-bridge cannot start:\n  - " + problem);
            System.exit(1);
        }
        // A query that is no valid URI gets our envelope; Quarkus' own check would answer with a bare 400.
        System.setProperty("vertx.disableURIValidation", "true");
        // How the door hears of connections before they have sent a request.
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        Quarkus.run();
    }
}
