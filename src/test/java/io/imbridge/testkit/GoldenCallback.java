package io.imbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackQuery;
import io.imbridge.callback.RawCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A golden case: a callback, and the records that it must produce.
 *
 * @param name its folder below {@code callbacks}
 * @param query the query string
 * @param body the body
 * @param records the expected records: topic, key (may be null), time and value of each
 */
public record GoldenCallback(String name, String query, byte[] body, List<JsonNode> records) {
    /** The arrival time of the golden callbacks. */
    public static final Instant RECEIVED = Instant.parse("2026-11-21T08:30:00.123Z");

    /** Reads numbers without losing digits. */
    public static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Path FOLDER = Path.of("src/test/resources/callbacks");

    /** All cases, by name. */
    public static List<GoldenCallback> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.endsWith("body.json"))
                    .sorted()
                    .map(file -> read(file.getParent()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The command of the case: the folder below {@code callbacks}. A command with several cases has a folder for each.
     */
    public String command() {
        return name.split("/", 2)[0];
    }

    /** Its body, with or without the comments of the vendor's samples. */
    public ObjectNode readBody() {
        try {
            return (ObjectNode)
                    JSON.reader().with(JsonReadFeature.ALLOW_JAVA_COMMENTS).readTree(body);
        } catch (IOException malformed) {
            throw new UncheckedIOException(name, malformed);
        }
    }

    /** The same callback with another body. */
    public GoldenCallback withBody(String other) {
        return new GoldenCallback(name, query, other.getBytes(UTF_8), records);
    }

    /** The callback in the form that the normalizer receives. */
    public RawCallback raw() {
        CallbackQuery parsed = CallbackQuery.parse(query);
        return new RawCallback("1400000000", false, parsed, RECEIVED, body);
    }

    private static GoldenCallback read(Path folder) {
        try {
            JsonNode records = JSON.readTree(Files.readAllBytes(folder.resolve("event.json")));
            return new GoldenCallback(
                    FOLDER.relativize(folder).toString(),
                    Files.readString(folder.resolve("query.txt")).strip(),
                    Files.readAllBytes(folder.resolve("body.json")),
                    StreamSupport.stream(records.spliterator(), false).toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(folder.toString(), unreadable);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
