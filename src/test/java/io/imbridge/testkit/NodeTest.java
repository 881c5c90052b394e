package io.imbridge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the behaviour on which tests in JavaScript rely. */
class NodeTest {
    private static final String SCRIPT = """
            console.log(process.argv[2] + ' ' + process.env.WORD);
            console.error('an error');
            process.exitCode = 3;
            """;

    @TempDir
    private Path folder;

    @Test
    void a_script_gets_arguments_and_environment_and_gives_output_and_exit_code() throws IOException {
        Node node = Node.project(project("talks", "{}"));

        Node.Run run = node.run(Map.of("WORD", "world"), "script.js", "hello");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.output()).contains("hello world").contains("an error");
    }

    @Test
    void files_that_the_project_has_no_more_are_gone_from_the_copy() throws IOException {
        Path first = Node.project(project("changes", "{}")).directory();
        Files.writeString(first.resolve("left-over.js"), "");

        Path second = Node.project(folder.resolve("changes")).directory();

        assertThat(second).isEqualTo(first);
        assertThat(second.resolve("left-over.js")).doesNotExist();
        assertThat(second.resolve("script.js")).exists();
    }

    @Test
    void libraries_that_do_not_fit_the_lock_file_fail_with_what_npm_says() throws IOException {
        Path broken = project("broken", "{\"nowhere\": \"1.0.0\"}");

        assertThatThrownBy(() -> Node.project(broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("npm ci failed")
                .hasMessageContaining("nowhere");
    }

    private Path project(String name, String dependencies) throws IOException {
        Path project = Files.createDirectories(folder.resolve(name));
        Files.writeString(project.resolve("package.json"), "{\"name\": \"x\", \"dependencies\": " + dependencies + "}");
        Files.writeString(project.resolve("package-lock.json"), """
                {"name": "x", "lockfileVersion": 3, "requires": true, "packages": {"": {"name": "x"}}}""");
        Files.writeString(project.resolve("script.js"), SCRIPT);
        return project;
    }
}
