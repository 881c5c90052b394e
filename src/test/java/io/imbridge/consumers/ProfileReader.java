package io.imbridge.consumers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.imbridge.testkit.ChildProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * A running reader of profiles and its output: a line of JSON for each profile, and one for each change.
 *
 * @param process the reader's process
 */
record ProfileReader(ChildProcess process) implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Returns when it has printed this text. */
    void awaitText(String text) {
        await("\"" + text + "\"", () -> process.log().contains(text));
    }

    /** Returns when the last printed profile of each key is as given, and there are no other keys. */
    void awaitProfiles(Map<String, JsonNode> profiles) {
        await(
                "the right profiles",
                () -> process.log().contains("complete, profiles: ")
                        && printed().equals(profiles));
    }

    /** The last printed profile of each key; none for a group that has ended. */
    Map<String, JsonNode> printed() {
        Map<String, JsonNode> last = new HashMap<>();
        lines().forEach(line -> line.properties().forEach(profile -> last.put(profile.getKey(), profile.getValue())));
        last.values().removeIf(JsonNode::isNull);
        return last;
    }

    /** All printed lines about profiles. */
    List<JsonNode> lines() {
        String log = process.log();
        // The last line may be incomplete.
        return log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("{\""))
                .map(ProfileReader::json)
                .toList();
    }

    String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }

    private void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what + " from " + process)
                .atMost(PATIENCE)
                .pollInSameThread()
                .failFast("it ended", () -> !process.isRunning())
                .until(condition);
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(line, notJson);
        }
    }
}
