package io.imbridge.faults;

import static io.imbridge.faults.ProfilesRig.ask;
import static io.imbridge.faults.ProfilesRig.awaitRunning;
import static io.imbridge.faults.ProfilesRig.getProfiles;
import static io.imbridge.faults.ProfilesRig.list;
import static io.imbridge.testkit.Http.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Several instances keep profiles together, and each of them answers for all groups. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class ProfilesInstancesIT {
    private static final String URL = "http://localhost:${quarkus.management.port}";

    private static final String HERE = "&here=true";
    private static final String NO_URL = "has no bridge.profiles.advertised-url";

    /** With a password, which the instances send to each other. */
    @TempDir
    private static Path directory;

    private static Map<String, String> advertised;

    private final ProfilesRig rig = new ProfilesRig(Kafka.bootstrapServers());
    private final List<String> groups =
            IntStream.range(0, 40).mapToObj(n -> "@TGS#" + n + "/a b&c=d+e%é").toList();

    @BeforeAll
    static void write() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), ProfilesRig.PASSWORD);
        advertised = Map.of("BRIDGE_PROFILES_ADVERTISED_URL", URL, "BRIDGE_CONSOLE_PASSWORD_FILE", password.toString());
    }

    @Test
    void two_share_the_groups_each_knows_who_keeps_which_and_one_takes_over_from_the_other() {
        try (ServiceProcess one = rig.keeper(advertised).start();
                ServiceProcess other = rig.keeper(advertised).start();
                ServiceProcess silent = rig.keeper(Map.of())) {
            awaitRunning(one);
            groups.forEach(group -> rig.sendCreated(group, "of " + group));
            awaitShared(one, other);

            assertThat(groups.stream()
                            .map(group -> assertKept(one, other, group))
                            .distinct())
                    .containsExactlyInAnyOrder(200, 307);
            assertThat(groups.stream()
                            .map(group -> assertKept(other, one, group))
                            .distinct())
                    .containsExactlyInAnyOrder(200, 307);
            assertThat(ids(list(one, 7, ""))).containsExactlyElementsOf(new TreeSet<>(groups));
            assertThat(list(other, 40, "")).isEqualTo(list(one, 7, ""));
            assertThat(get(one.managementPort(), "/profiles/groups?app=" + Callbacks.APP)
                            .statusCode())
                    .as("without the password")
                    .isEqualTo(401);

            other.kill();
            await().atMost(ProfilesRig.BROUGHT_UP).until(() -> groups.stream()
                    .allMatch(group -> ask(one, "group", group).statusCode() == 200));

            silent.start();
            awaitShared(one, silent);
            assertUnknown(one, silent);
            assertUnknown(silent, one);
        }
    }

    private void awaitShared(ServiceProcess one, ServiceProcess other) {
        awaitRunning(other);
        await().atMost(ProfilesRig.BROUGHT_UP)
                .ignoreException(IllegalStateException.class)
                .until(() -> {
                    int here = list(one, 100, HERE).size();
                    int there = list(other, 100, HERE).size();
                    return here > 0 && there > 0 && here + there == groups.size();
                });
    }

    /**
     * Asks one instance: it answers, or names the other one, which then answers. Returns the status of the first
     * answer.
     */
    private static int assertKept(ServiceProcess one, ServiceProcess other, String group) {
        HttpResponse<String> answer = ask(one, "group", group);
        HttpResponse<String> last = answer;
        if (answer.statusCode() == 307) {
            URI there = URI.create(answer.headers().firstValue("Location").orElseThrow());
            assertThat(there.getPort()).isEqualTo(other.managementPort());
            last = getProfiles(there.getPort(), there.getRawPath() + "?" + there.getRawQuery());
        }
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(last.body()).contains("\"of " + group + "\"");
        return answer.statusCode();
    }

    /** Profiles that the other instance keeps are not available through this one, which says why. */
    private void assertUnknown(ServiceProcess one, ServiceProcess other) {
        String group = ids(list(other, 100, HERE)).get(0);
        HttpResponse<String> answer = ask(one, "group", group);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains(NO_URL);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        HttpResponse<String> all = getProfiles(one.managementPort(), "/profiles/groups?app=" + Callbacks.APP);
        assertThat(all.statusCode()).isEqualTo(503);
        assertThat(all.body()).contains(NO_URL);
    }

    private static List<String> ids(List<JsonNode> groups) {
        return groups.stream().map(group -> group.get("groupId").textValue()).toList();
    }
}
