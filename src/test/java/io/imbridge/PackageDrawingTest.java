package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.imbridge.testkit.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The drawing of the packages in CONTRIBUTING.md has the arrows of the code. {@code -Dgenerate} draws it again. */
class PackageDrawingTest {
    private static final Path PAGE = Path.of("CONTRIBUTING.md");
    private static final String BEGIN = "```mermaid\n";
    private static final String END = "```\n";

    /** Every package may use it, so its arrows would hide the others. */
    private static final String NOUNS = "callback";

    @Test
    void the_drawing_has_the_arrows_of_the_code() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        String drawn = page.substring(0, begin) + drawing() + page.substring(end);

        if (Generation.isWanted()) {
            Files.writeString(PAGE, drawn);
        }
        assertThat(Files.readString(PAGE))
                .as("the drawing of the packages is out of date: %s draws it again", Generation.COMMAND)
                .isEqualTo(drawn);
    }

    private static String drawing() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.imbridge").stream()
                        .flatMap(one -> one.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> new String[] {
                                    packageOf(one),
                                    packageOf(dependency.getTargetClass().getBaseComponentType())
                                }))
                        .filter(arrow -> !arrow[0].equals(arrow[1]) && !arrow[0].isEmpty() && !arrow[1].isEmpty())
                        .filter(arrow -> !arrow[1].equals(NOUNS))
                        .map(arrow -> "  " + arrow[0] + " --> " + arrow[1] + "\n")
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("", "graph LR\n", ""));
    }

    /** The first part of a package's name behind the project's; empty for a class of another project. */
    private static String packageOf(JavaClass one) {
        String[] parts = one.getPackageName().split("[.]");
        return one.getPackageName().startsWith("io.imbridge.") ? parts[2] : "";
    }
}
