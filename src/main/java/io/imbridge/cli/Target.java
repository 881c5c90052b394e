package io.imbridge.cli;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The service at which a simulation aims. There is no default. */
final class Target {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--target",
            paramLabel = "<url>",
            required = true,
            converter = Url.class,
            description = "The service's URL: http://localhost:8080/. Nothing is sent without it.")
    private @Nullable URI url;

    /** The URL, available once the arguments are parsed. */
    URI uri() {
        return Objects.requireNonNull(url);
    }

    /** A URL to which callbacks can be sent with a query of their own. */
    static final class Url implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            URI parsed = parse(text);
            if (parsed == null
                    || !SCHEMES.contains(String.valueOf(parsed.getScheme()))
                    || parsed.getHost() == null
                    || parsed.getPort() == 0
                    || parsed.getPort() > HIGHEST_PORT
                    || parsed.getRawUserInfo() != null
                    || parsed.getRawQuery() != null
                    || parsed.getRawFragment() != null) {
                throw new TypeConversionException(
                        "must be http:// or https://, a host, optionally a port and a path, and nothing more");
            }
            return parsed;
        }

        private static @Nullable URI parse(String text) {
            try {
                return URI.create(text);
            } catch (IllegalArgumentException none) {
                return null;
            }
        }
    }
}
