package io.imbridge.cli;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a simulation aims: there is no default. */
final class Target {
    @Option(
            names = "--target",
            paramLabel = "<url>",
            description = "The service's URL: http://localhost:8080/. Required: nothing is aimed at by default.")
    private @Nullable String url;

    /** What is wrong with it, in a sentence; null for nothing. */
    @Nullable
    String mistake() {
        if (url == null) {
            return "Nothing is aimed at that was not named: say where to with --target http://localhost:8080/.";
        }
        URI parsed = parse(url);
        boolean sound = parsed != null
                && ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()))
                && parsed.getHost() != null
                && parsed.getRawUserInfo() == null
                && parsed.getRawQuery() == null
                && parsed.getRawFragment() == null;
        return sound
                ? null
                : "--target must be http:// or https://, a host, perhaps a port and a path, and nothing more.";
    }

    /** It, where there is no mistake. */
    URI uri() {
        return Objects.requireNonNull(parse(Objects.requireNonNull(url)));
    }

    private static @Nullable URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
