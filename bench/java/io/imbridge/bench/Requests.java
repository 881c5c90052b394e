package io.imbridge.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The callbacks to send: the vendor's samples, signed, in many groups.
 *
 * @param groups the number of groups; each has all commands
 * @param apps the number of apps from which they come in turn; each has a token
 * @param commands the commands of the callbacks
 */
record Requests(int groups, int apps, List<String> commands) {
    /** Four profile commands in a thousand groups of one app. */
    static final Requests USUAL = new Requests(
            1000,
            1,
            List.of(
                    "Group.CallbackAfterCreateTopic",
                    "Group.CallbackAfterTopicInfoChanged",
                    "Group.CallbackAfterTopicDestroyed",
                    "Group.CallbackAfterGroupInfoChanged"));

    private static final long FIRST_APP = Long.parseLong(Callbacks.SIGNED_APP);
    private static final Map<String, ObjectNode> SAMPLES = GoldenCallback.all().stream()
            .collect(Collectors.toMap(
                    GoldenCallback::command, GoldenCallback::readBody, (first, second) -> first, TreeMap::new));

    /** All commands in the catalogue that are about a group, each with a topic of its own. */
    static List<String> commandsOfGroups() {
        return SAMPLES.keySet().stream()
                .filter(command -> command.startsWith("Group."))
                .toList();
    }

    /**
     * The configuration with which the service accepts them. A run has only one signature, so it needs a wide window.
     */
    Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>(Map.of("BRIDGE_VERIFY_WINDOW", "24h"));
        List<String> ids = LongStream.range(FIRST_APP, FIRST_APP + apps)
                .mapToObj(Long::toString)
                .toList();
        configuration.put("BRIDGE_VERIFY_APP_IDS", String.join(",", ids));
        ids.forEach(id -> configuration.put("BRIDGE_VERIFY_TOKENS_" + id, Callbacks.TOKEN));
        return configuration;
    }

    /** Writes the callbacks for {@code callbacks.lua}: in turn a line with the path and a line with the body. */
    Path write() {
        List<String> lines = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            for (String command : commands) {
                lines.addAll(one(command, group));
            }
        }
        try {
            return Files.write(Files.createTempFile(Path.of("target"), "bench-requests-", ".txt"), lines);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    /** The path and the body of one callback, of a group without others. It shows whether a server responds. */
    List<String> one() {
        return one(commands.get(0), -1);
    }

    private List<String> one(String command, int group) {
        long app = FIRST_APP + Math.floorMod(group, apps);
        String query = Callbacks.signedQuery(command).replace(Callbacks.SIGNED_APP, Long.toString(app));
        return List.of("/?" + query + "&contenttype=json&ClientIP=127.0.0.1&OptPlatform=Web", body(command, group));
    }

    private static String body(String command, int group) {
        ObjectNode body = SAMPLES.get(command).deepCopy();
        body.put("GroupId", "@TGS#_@TGS#bench" + group);
        if (body.has("TopicId")) {
            body.put("TopicId", "@TGS#_@TGS#bench" + group + "@TOPIC#_@TOPIC#c" + group);
        }
        return body.toString();
    }
}
