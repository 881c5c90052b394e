package io.imbridge.consumers;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Curl;
import io.imbridge.testkit.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page of a consumer.
 *
 * @param text the page's text
 */
record ConsumerPage(Page text) {
    /** The group that the page's curl command renames. */
    static final String GROUP = "@TGS#2J4SZEAEL";

    /** The resulting profile, in the form of {@link Community#PROFILES}. */
    static final List<String> PROFILE = Arrays.asList(GROUP, "", "Hill Walkers", null, "", null);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The page of a consumer in {@code docs/consumers}. */
    static ConsumerPage of(String name) {
        return new ConsumerPage(Page.of(Path.of("docs", "consumers", name, "README.md")));
    }

    /** Runs its curl command, with a service on another port. */
    void send(int port, Path directory) {
        String line = Curl.withOurs(curl().replace("http://localhost:8080/", "http://localhost:" + port + "/"));
        List<String> command = List.of("sh", "-c", line);
        try (ChildProcess shell = ChildProcess.start(command, Map.of(), directory, directory.resolve("curl.log"))) {
            if (shell.awaitExit(PATIENCE) != 0 || !shell.log().contains("\"OK\"")) {
                throw new IllegalStateException(shell.log());
            }
        }
    }

    /** The one line that sends a callback. */
    String curl() {
        List<String> lines = text.blocks("sh").stream()
                .filter(block -> block.startsWith("curl "))
                .toList();
        if (lines.size() != 1) {
            throw new IllegalStateException("Not one curl but " + lines);
        }
        return lines.get(0);
    }

    /** The default name of the consumer group. */
    String group() {
        return settings().get("GROUP");
    }

    /** The default of each setting. */
    Map<String, String> settings() {
        return text.table("Setting (environment)").stream()
                .collect(Collectors.toMap(row -> Page.code(row.get(0)), row -> Page.code(row.get(1))));
    }
}
