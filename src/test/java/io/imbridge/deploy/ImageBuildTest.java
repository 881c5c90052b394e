package io.imbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the build of the image finds Maven and the libraries if Apache and Maven Central cannot be reached. */
class ImageBuildTest {
    private static final Path SCRIPT = Path.of("src", "main", "docker", "settings.sh");

    @TempDir
    Path directory;

    @Test
    void where_nothing_is_said_the_settings_are_empty() throws Exception {
        assertThat(settings(Map.of()))
                .isEqualTo("<settings>\n<servers></servers>\n<mirrors></mirrors>\n<proxies></proxies>\n</settings>\n");
    }

    @Test
    void a_mirror_takes_the_place_of_every_repository() throws Exception {
        assertThat(settings(Map.of("MAVEN_MIRROR", "http://127.0.0.1:8123/maven2/")))
                .contains("<mirrorOf>*</mirrorOf><url>http://127.0.0.1:8123/maven2/</url>", "<servers></servers>");
    }

    @Test
    void the_account_in_a_mirrors_url_becomes_that_of_its_server() throws Exception {
        assertThat(settings(Map.of("MAVEN_MIRROR", "https://me:p&w:1@repo.example/maven")))
                .contains("<server><id>mirror</id><username>me</username><password>p&amp;w:1</password></server>")
                .contains(
                        "<mirror><id>mirror</id><mirrorOf>*</mirrorOf><url>https://repo.example/maven</url></mirror>");
    }

    @Test
    void the_proxies_that_docker_passes_on_become_mavens() throws Exception {
        String settings = settings(Map.of(
                "http_proxy", "http://proxy.example:3128",
                "HTTPS_PROXY", "http://u:x@proxy.example:3129/",
                "no_proxy", "localhost, .corp.example,10.0.0.1"));

        assertThat(settings)
                .contains("<protocol>http</protocol><host>proxy.example</host><port>3128</port>"
                        + "<nonProxyHosts>localhost|*.corp.example|10.0.0.1</nonProxyHosts>")
                .contains("<protocol>https</protocol><host>proxy.example</host><port>3129</port>"
                        + "<username>u</username><password>x</password>"
                        + "<nonProxyHosts>localhost|*.corp.example|10.0.0.1</nonProxyHosts>");
    }

    @Test
    void the_image_is_built_with_them_before_maven_is_first_run() throws IOException {
        String dockerfile = Files.readString(Path.of("src", "main", "docker", "Dockerfile"));

        assertThat(dockerfile)
                .containsSubsequence(
                        "\nARG MAVEN_MIRROR=",
                        "\nENV MVNW_REPOURL=${MAVEN_MIRROR}",
                        "\nCOPY " + SCRIPT + " ./",
                        "sh settings.sh >~/.m2/settings.xml",
                        "\nRUN ./mvnw ");
        assertThat(Files.readString(Path.of("docs", "containers.md"))).contains("--build-arg MAVEN_MIRROR=");
    }

    /** The XML that the script writes. */
    private String settings(Map<String, String> said) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("MAVEN_MIRROR", ""));
        for (String variable :
                List.of("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")) {
            environment.put(variable, "");
        }
        environment.putAll(said);
        Path written = directory.resolve("settings.xml");
        List<String> command = List.of("sh", SCRIPT.toAbsolutePath().toString());
        try (ChildProcess script = ChildProcess.start(command, environment, directory, written)) {
            assertThat(script.awaitExit(Duration.ofSeconds(10)))
                    .as(script.log())
                    .isZero();
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(written.toFile())
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("settings");
            return script.log();
        }
    }
}
