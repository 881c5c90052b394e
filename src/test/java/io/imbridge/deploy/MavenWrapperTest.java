package io.imbridge.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.imbridge.testkit.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code mvnw} gets Maven: here a tiny one, from a server that is both mirror and proxy. */
class MavenWrapperTest {
    private static final String PATH = "/org/apache/maven/apache-maven/9.9.9/apache-maven-9.9.9-bin.zip";

    /** The programs of a slim image: it has no Maven, and no download program unless a test adds one. */
    private static final List<String> TOOLS =
            List.of("sh", "sed", "tr", "dirname", "mktemp", "mkdir", "rm", "mv", "chmod", "sha512sum", "unzip", "cat");

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void a_project_and_a_server() throws Exception {
        byte[] zip = zip();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
            exchange.close();
        });
        server.start();
        Files.copy(Path.of("mvnw"), directory.resolve("mvnw"));
        Path properties = Files.createDirectories(directory.resolve(Path.of(".mvn", "wrapper")))
                .resolve("maven-wrapper.properties");
        Files.writeString(
                properties,
                "distributionUrl=http://apache.example" + PATH + "\ndistributionSha512Sum="
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-512").digest(zip)) + "\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void it_comes_from_the_mirror_that_is_named() throws IOException {
        for (String download : List.of("curl", "wget", "")) {
            String said = mvnw(download, Map.of("MVNW_REPOURL", "http://me:secret@" + address() + "/maven2/"));

            assertThat(said).contains("the Maven that was got").doesNotContain("secret");
            assertThat(asked.poll()).endsWith("/maven2" + PATH);
        }
    }

    @Test
    void it_comes_through_the_proxy_that_is_named_in_small_letters_or_in_capitals() throws IOException {
        for (String download : List.of("curl", "wget", "")) {
            for (String variable : List.of("http_proxy", "HTTP_PROXY")) {
                assertThat(mvnw(download, Map.of(variable, "http://" + address())))
                        .contains("the Maven that was got");
                assertThat(asked.poll()).isEqualTo("http://apache.example" + PATH);
            }
        }
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Runs it without an earlier download, and returns its output. */
    private String mvnw(String download, Map<String, String> said) throws IOException {
        Path run = Files.createTempDirectory(directory, "run");
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", tools(run, download).toString(),
                "MAVEN_USER_HOME", run.resolve("m2").toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "MVNW_REPOURL", ""));
        for (String variable :
                List.of("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")) {
            environment.put(variable, "");
        }
        environment.putAll(said);
        List<String> command = List.of("/bin/sh", directory.resolve("mvnw").toString(), "--version");
        try (ChildProcess mvnw = ChildProcess.start(command, environment, directory, run.resolve("mvnw.log"))) {
            assertThat(mvnw.awaitExit(Duration.ofSeconds(30))).as(mvnw.log()).isZero();
            return mvnw.log();
        }
    }

    private static Path tools(Path run, String download) throws IOException {
        Path tools = Files.createDirectory(run.resolve("bin"));
        for (String folder : Pattern.compile(File.pathSeparator).split(System.getenv("PATH"))) {
            for (String tool :
                    Stream.concat(TOOLS.stream(), Stream.of(download)).toList()) {
                Path installed = Path.of(folder).resolve(tool);
                if (!tool.isEmpty() && Files.isExecutable(installed) && Files.notExists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), installed);
                }
            }
        }
        return tools;
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String program : List.of("mvn", "mvnDebug")) {
                zip.putNextEntry(new ZipEntry("apache-maven-9.9.9/bin/" + program));
                zip.write("#!/bin/sh\necho the Maven that was got\n".getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
