package io.imbridge.testkit;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** The part of curl that the printed command lines use: {@code curl -s URL -d BODY}. */
public final class Curl {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Curl() {}

    /** A line for the shell: unchanged if curl is installed, otherwise as {@link #withOurs} makes it. */
    public static String withAny(String line) {
        boolean installed = Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl")));
        return installed ? line : withOurs(line);
    }

    /** A line for the shell in which curl is this class. The shell reads the line as it would for the real curl. */
    public static String withOurs(String line) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        try {
            Path classes = Path.of(Curl.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return "curl() { '%s' -cp '%s' %s \"$@\"; }\n%s".formatted(java, classes, Curl.class.getName(), line);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The program that the function of {@link #withOurs} runs. */
    public static void main(String[] arguments) throws Exception {
        boolean usual = arguments.length == 4 && arguments[0].equals("-s") && arguments[2].equals("-d");
        if (!usual || arguments[3].startsWith("@")) {
            throw new IllegalArgumentException("Not as expected: " + String.join(" ", arguments));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[1]))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(arguments[3]))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.print(answer.body());
    }
}
