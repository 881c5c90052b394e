package io.imbridge.console;

import io.imbridge.callback.Mistake;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The configuration under {@code bridge.console}. */
@ConfigMapping(prefix = "bridge.console")
public interface ConsoleSettings {
    /** A host name, or a star and a host name for all names below it. */
    Pattern HOST = Pattern.compile(
            "(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?" + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");

    /** Whether the console is available. */
    @WithDefault("true")
    boolean enabled();

    /** Whether the console may send dead letters again. */
    @WithDefault("false")
    boolean writable();

    /** Whether everybody who reaches the management port may read everything if no password is set. */
    @WithDefault("false")
    boolean open();

    /** A file with the password of the user {@code console}. If it has several lines, each is valid. */
    Optional<Path> passwordFile();

    /** The names, besides IP addresses and {@code localhost}, under which the management port may be asked. */
    Optional<List<String>> hosts();

    /** The {@link #hosts} in the form in which they are compared. */
    default List<String> hostNames() {
        return hosts().orElse(List.of()).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The settings that must be fixed before the service can start. */
    default List<Mistake> mistakes() {
        return hostNames().stream()
                .filter(name -> !HOST.matcher(name).matches())
                .map(name -> Mistake.of("'" + name + "' in bridge.console.hosts (BRIDGE_CONSOLE_HOSTS) is no name of a"
                        + " host: write it without scheme and port, such as console.example.com or *.example.com."))
                .toList();
    }
}
