package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A Java consumer, compiled without a warning against the libraries in its {@code pom.xml}, in the versions of this
 * build.
 *
 * @param name the name of its only class
 * @param classPath everything that it needs
 */
record CompiledConsumer(String name, String classPath) {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /**
     * Compiles a consumer.
     *
     * @param source its only file
     * @param classes the directory for the result
     * @param libraries a class of each library
     */
    static CompiledConsumer compile(Path source, Path classes, Class<?>... libraries) {
        String jars = Stream.of(libraries).map(CompiledConsumer::jar).collect(Collectors.joining(File.pathSeparator));
        String[] command = {
            "--release", "17", "-Xlint:all", "-Werror", "-cp", jars, "-d", classes.toString(), source.toString()
        };
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, command))
                .isZero();
        String file = source.getFileName().toString();
        return new CompiledConsumer(file.substring(0, file.indexOf('.')), classes + File.pathSeparator + jars);
    }

    /** Runs it in a directory, and appends its output to {@code consumer.log} there. */
    ChildProcess start(Map<String, String> settings, Path directory) {
        List<String> command = List.of(JAVA.toString(), "-cp", classPath, name);
        return ChildProcess.start(command, settings, directory, directory.resolve("consumer.log"));
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
