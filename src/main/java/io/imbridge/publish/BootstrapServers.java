package io.imbridge.publish;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the text of the list of brokers. It does not check whether a broker is reachable. */
final class BootstrapServers {
    /**
     * A host with its port. A host that contains colons is an IP address; it should be in brackets, but Kafka's client
     * accepts it without them.
     */
    private static final Pattern SERVER =
            Pattern.compile("(\\[[0-9A-Fa-f:.%\\w]+]|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*|[0-9A-Za-z._-]+):([0-9]{1,5})");

    private static final int HIGHEST_PORT = 65_535;

    private BootstrapServers() {}

    /** The error in a list, as the end of a sentence, without user names or passwords; null when it is valid. */
    static @Nullable String mistake(String text) {
        Optional<String> first = entries(text).stream()
                .map(BootstrapServers::mistakeIn)
                .flatMap(Optional::stream)
                .findFirst();
        return first.map(reason -> "must be host:port, several with commas between them, but " + reason)
                .orElse(null);
    }

    private static List<String> entries(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static Optional<String> mistakeIn(String entry) {
        if (entry.isEmpty()) {
            return Optional.of("one is empty");
        }
        if (entry.contains("@")) {
            return Optional.of("one has an @: who logs in is said elsewhere, in kafka.sasl.jaas.config");
        }
        if (entry.contains("/")) {
            return Optional.of("'" + entry + "' is a URL");
        }
        Matcher server = SERVER.matcher(entry);
        if (server.matches()) {
            int port = Integer.parseInt(server.group(2));
            return port >= 1 && port <= HIGHEST_PORT
                    ? Optional.empty()
                    : Optional.of("'" + entry + "' has a port that is none");
        }
        return Optional.of("'" + entry + (entry.contains(":") ? "' is none" : "' has no port"));
    }
}
