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
    /** A host's name, with a star for all names below one. */
    Pattern HOST = Pattern.compile(
            "(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?" + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");

    /** Whether there is a console. */
    @WithDefault("true")
    boolean enabled();

    /** Whether the console may send: dead letters again. */
    @WithDefault("false")
    boolean writable();

    /** Whether everybody who reaches the management port may read all of it, where no password is set. */
    @WithDefault("false")
    boolean open();

    /** A file with the password of the user {@code console}; with several lines, each is valid. */
    Optional<Path> passwordFile();

    /** The names, beside addresses and {@code localhost}, under which the management port is asked. */
    Optional<List<String>> hosts();

    /** The {@link #hosts} as they are compared. */
    default List<String> hostNames() {
        return hosts().orElse(List.of()).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What must be mended before the service can start. */
    default List<Mistake> mistakes() {
        return hostNames().stream()
                .filter(name -> !HOST.matcher(name).matches())
                .map(name -> Mistake.of("'" + name + "' in bridge.console.hosts (BRIDGE_CONSOLE_HOSTS) is no name of a"
                        + " host: write it without scheme and port, such as console.example.com or *.example.com."))
                .toList();
    }
}
