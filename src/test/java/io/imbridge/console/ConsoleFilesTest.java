package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "console");

    @Test
    void every_file_of_the_folder_is_in_its_list_and_every_file_of_the_list_in_the_package() throws IOException {
        List<String> listed = Files.readAllLines(FOLDER.resolve("files.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            assertThat(listed)
                    .containsAll(files.filter(Files::isRegularFile)
                            .map(file -> FOLDER.relativize(file).toString())
                            .filter(name -> !name.equals("files.txt"))
                            .toList())
                    .contains("uPlot.esm.js", "uPlot.min.css", "uPlot.LICENSE.txt")
                    .doesNotHaveDuplicates();
        }
        ConsoleFiles packaged = new ConsoleFiles();
        assertThat(listed).allSatisfy(name -> assertThat(packaged.find(name)).isNotNull());
    }

    @Test
    void a_name_that_is_not_in_the_list_is_no_file() {
        ConsoleFiles files = new ConsoleFiles();

        assertThat(files.find("files.txt")).isNull();
        assertThat(files.find("../application.properties")).isNull();
    }
}
