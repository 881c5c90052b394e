package io.imbridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests in a browser, written in JavaScript: each promise in {@code src/test/console} becomes a test of JUnit.
 *
 * <p>The browser is Debian's Chromium; npm installs the library that controls it. Only one class may run them at a
 * time, with {@link #LOCK}.
 */
public final class BrowserTests {
    /** The lock for the classes that run these tests. */
    public static final String LOCK = "console-in-a-browser";

    /** The tag for the classes that run these tests, so that machines without Chromium can leave them out. */
    public static final String TAG = "chromium";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "@@";
    private static final String CHROMIUM = "/usr/bin/chromium";

    private final Node project = Node.project(Path.of("src", "test", "console"));

    /**
     * Runs a file of tests to its end.
     *
     * @param settings the variables of the environment for the tests
     */
    public List<DynamicTest> run(String file, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("CHROMIUM", CHROMIUM);
        environment.put(
                "PAGES",
                Path.of("target", "classes", "console").toAbsolutePath().toString());
        Node.Run run = project.run(environment, "run.js", file);
        List<JsonNode> results = run.output()
                .lines()
                .filter(line -> line.startsWith(MARK))
                .map(BrowserTests::result)
                .toList();
        run.output().lines().filter(line -> !line.startsWith(MARK)).forEach(System.out::println);
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(results).as(run.output()).isNotEmpty();
        return results.stream().map(BrowserTests::test).toList();
    }

    private static DynamicTest test(JsonNode result) {
        return DynamicTest.dynamicTest(result.path("name").textValue(), () -> assertThat(
                        result.path("failure").asText(null))
                .as("what went wrong")
                .isNull());
    }

    private static JsonNode result(String line) {
        try {
            return JSON.readTree(line.substring(MARK.length()));
        } catch (JsonProcessingException none) {
            throw new IllegalStateException(line, none);
        }
    }
}
