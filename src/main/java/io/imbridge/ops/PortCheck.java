package io.imbridge.ops;

import io.imbridge.callback.Mistake;
import io.imbridge.callback.StartCheck;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig.InsecureRequests;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks whether the ports are free on which the service will listen. */
@Singleton
final class PortCheck implements StartCheck {
    private final VertxHttpConfig server;
    private final ManagementConfig management;

    PortCheck(VertxHttpConfig server, ManagementConfig management) {
        this.server = server;
        this.management = management;
    }

    /**
     * A port to open.
     *
     * @param name the operator's name of the port
     * @param key the key that changes the port
     */
    record Port(String name, String host, int number, String key) {
        /**
         * The reason why the port cannot be opened, if there is one. It binds the port for a moment but never listens,
         * so nobody finds the port open.
         */
        Optional<Mistake> mistake() {
            try (Socket probe = new Socket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(host, number));
                return Optional.empty();
            } catch (IOException | IllegalArgumentException taken) {
                return Optional.of(Mistake.of("The " + name + " port " + number + " of " + host + " cannot be had ("
                        + taken.getMessage() + "): stop what listens there, or set " + key + " ("
                        + Setting.variable(key) + ") to another."));
            }
        }

        boolean isSame(Port other) {
            return number != 0 && number == other.number;
        }
    }

    /** In dev mode and in tests an earlier run of the code may hold the ports. */
    @Override
    public List<Mistake> mistakes() {
        return LaunchMode.current() == LaunchMode.NORMAL && !server.soReusePort() ? mistakes(ports()) : List.of();
    }

    static List<Mistake> mistakes(List<Port> ports) {
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            Port port = ports.get(i);
            Optional<Port> same =
                    ports.subList(0, i).stream().filter(port::isSame).findFirst();
            same.ifPresentOrElse(
                    other -> mistakes.add(Mistake.of("The " + other.name() + " port and the " + port.name()
                            + " port are both " + port.number() + ": set " + port.key() + " ("
                            + Setting.variable(port.key()) + ") to another.")),
                    () -> port.mistake().ifPresent(mistakes::add));
        }
        return mistakes;
    }

    private List<Port> ports() {
        boolean encrypted = server.tlsConfigurationName().isPresent();
        boolean plain = server.insecureRequests().orElse(InsecureRequests.ENABLED) != InsecureRequests.DISABLED;
        return Stream.of(
                        new Listener(
                                server.hostEnabled() && plain,
                                new Port("public", server.host(), server.port(), "quarkus.http.port")),
                        new Listener(
                                server.hostEnabled() && encrypted,
                                new Port("public TLS", server.host(), server.sslPort(), "quarkus.http.ssl-port")),
                        new Listener(
                                management.hostEnabled(),
                                new Port(
                                        "management", management.host(), management.port(), "quarkus.management.port")))
                .filter(Listener::isWanted)
                .map(Listener::port)
                .toList();
    }

    private record Listener(boolean isWanted, Port port) {}
}
