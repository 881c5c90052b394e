package io.imbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.imbridge.testkit.GoldenCallback;
import io.imbridge.testkit.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The files that {@code ./mvnw package} creates. */
class PackageContentIT {
    @Test
    void the_package_holds_kafkas_clients_but_no_broker() throws IOException {
        try (Stream<Path> files = Files.walk(ServiceProcess.PACKAGE)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("org.apache.kafka.kafka-clients-"))
                    .anyMatch(name -> name.startsWith("org.bitbucket.b_c.jose4j-"))
                    .noneMatch(name -> name.matches(".*(kafka_2\\.|kafka-server|scala).*"));
        }
    }

    /** If it were on the run-time class path, Quarkus would serve it on the public port. */
    @Test
    void the_consoles_charts_are_among_its_files_and_in_no_jar_of_their_own() throws IOException {
        try (Stream<Path> files = Files.walk(ServiceProcess.PACKAGE)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("webjar") || name.contains("uplot"));
        }
        try (Stream<Path> own = Files.list(ServiceProcess.PACKAGE.resolve("app"));
                ZipFile jar = new ZipFile(own.filter(file -> file.toString().endsWith(".jar"))
                        .findFirst()
                        .orElseThrow()
                        .toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("console/index.html", "console/uPlot.esm.js", "console/uPlot.LICENSE.txt")
                    .noneMatch(name -> name.startsWith("META-INF/resources"));
        }
    }

    @Test
    void the_bill_of_materials_names_what_the_package_is_made_of() throws IOException {
        JsonNode bill = GoldenCallback.JSON.readTree(Files.readAllBytes(Path.of("target", "bom.json")));
        assertThat(bill.get("bomFormat").textValue()).isEqualTo("CycloneDX");
        assertThat(bill.get("components"))
                .extracting(component -> component.path("purl").asText())
                .anyMatch(purl -> purl.startsWith("pkg:maven/org.apache.kafka/kafka-clients@"))
                .anyMatch(purl -> purl.startsWith("pkg:maven/io.quarkus/quarkus-core@"));
    }

    @Test
    void what_a_scanner_reads_in_the_bill_is_what_is_in_the_package() throws IOException {
        JsonNode bill = GoldenCallback.JSON.readTree(Files.readAllBytes(Path.of("target", "bom.json")));
        Set<String> named = new TreeSet<>();
        for (JsonNode component : bill.get("components")) {
            if (component.get("properties").toString().contains("\"runtime\"")) {
                // Scanners use only this field.
                assertThat(component.get("purl").textValue())
                        .startsWith("pkg:maven/" + component.get("group").textValue() + "/"
                                + component.get("name").textValue() + "@"
                                + component.get("version").textValue());
                named.add(component.get("group").textValue() + "."
                        + component.get("name").textValue() + "-"
                        + component.get("version").textValue());
            }
        }
        try (Stream<Path> libraries = Files.walk(ServiceProcess.PACKAGE.resolve("lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .hasSizeGreaterThan(100)
                    .allMatch(jar -> named.stream().anyMatch(jar::startsWith));
        }
    }
}
