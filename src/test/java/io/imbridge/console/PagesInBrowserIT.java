package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.BrowserTests;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Http;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import io.imbridge.testkit.VendorGroups;
import io.imbridge.testkit.VendorStandIn;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The console's pages in a real browser, with two instances of the packaged service and a real broker, also in rare
 * states.
 *
 * <p>{@code -Dscreenshots} makes the pictures in {@code docs/console} again.
 */
@Tag(BrowserTests.TAG)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
@ResourceLock(BrowserTests.LOCK)
class PagesInBrowserIT {
    private static final String PREFIX = "pages-" + UUID.randomUUID();

    private static final String GROUP = "@TGS#_@TGS#unlike";
    private static final String TOPIC = GROUP + "@TOPIC#_@TOPIC#1";

    @TempDir
    private static Path directory;

    private static VendorStandIn vendor;
    private static ServiceProcess service;
    private static ServiceProcess other;
    private static BrowserTests browser;

    @BeforeAll
    static void start() {
        browser = new BrowserTests();
        VendorGroups.InMemory truth = new VendorGroups.InMemory();
        truth.put(GROUP, "Community", "Walkers");
        truth.putTopic(GROUP, TOPIC, "Paths");
        vendor = VendorStandIn.start(Callbacks.APP, "a-secret-key-of-nobody", truth);
        try (DeadLetterMaker deadLetters = new DeadLetterMaker(PREFIX + ".dead-letter")) {
            Map<String, String> environment = new HashMap<>(vendor.variables(directory));
            environment.put("BRIDGE_PROFILES_ENABLED", "true");
            environment.put("BRIDGE_CONSOLE_WRITABLE", "true");
            service = service(environment);
            other = service(Map.of());
            differFromTheVendor(environment);
            for (int i = 0; i < 3; i++) {
                deadLetters.put(
                        null,
                        DeadLetterMaker.headers("Group.CallbackAfterGroupInfoChanged", "not-json"),
                        "{\"GroupId\":\"@TGS#late" + i + "\",\"Name\":\"Late\"}");
            }
        }
    }

    /** Creates a difference to the vendor: callbacks and a read give a topic different values. */
    private static void differFromTheVendor(Map<String, String> environment) {
        String query = Callbacks.query("Group.CallbackAfterCreateTopic");
        String body = "{\"GroupId\":\"" + GROUP + "\",\"TopicId\":\"" + TOPIC + "\",\"Name\":\"Routes\"}";
        assertThat(Http.post(service.port(), query, body).statusCode()).isEqualTo(200);
        String profile = "/profiles/topic?app=" + Callbacks.APP + "&id=" + URLEncoder.encode(TOPIC, UTF_8);
        await().until(() -> Http.get(service.managementPort(), profile).body().contains("Routes"));
        Map<String, String> reads = new HashMap<>(environment);
        reads.put("BRIDGE_PUBLISH_TOPIC_PREFIX", PREFIX);
        reads.put("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                ServiceProcess.PACKAGE.resolve("quarkus-run.jar").toString(),
                "profiles",
                "read",
                "--app",
                Callbacks.APP,
                "--group",
                GROUP);
        try (ChildProcess read = ChildProcess.start(command, reads, directory, directory.resolve("read.log"))) {
            assertThat(read.awaitExit(Duration.ofMinutes(1))).as(read.log()).isZero();
        }
    }

    @AfterAll
    static void stop() {
        service.close();
        other.close();
        vendor.close();
    }

    @TestFactory
    List<DynamicTest> with_the_service() {
        return browser.run(
                "service.js",
                Map.of(
                        "CONSOLE",
                        "http://localhost:" + service.managementPort(),
                        "CALLBACKS",
                        Integer.toString(service.port()),
                        "CALLBACKS_OF_OTHER",
                        Integer.toString(other.port()),
                        "APP",
                        Callbacks.APP,
                        "GROUP_OF_VENDOR",
                        GROUP));
    }

    @TestFactory
    List<DynamicTest> in_states_that_are_seldom() {
        return browser.run(System.getProperty("screenshots") == null ? "states.js" : "screenshots.js", Map.of());
    }

    private static ServiceProcess service(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP);
        environment.put("BRIDGE_PUBLISH_TOPIC_PREFIX", PREFIX);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers());
        return new ServiceProcess("pages", environment).start();
    }
}
