package io.imbridge.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.imbridge.testkit.Generation;
import io.imbridge.testkit.GoldenCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the contract: as the catalogue makes them, and as they are checked in. */
final class ContractFiles {
    static final Path ASYNC_API = Path.of("docs", "asyncapi", "asyncapi.yaml");

    private static final Path SCHEMAS = Path.of("docs", "schemas");
    private static final Path RELEASED = Path.of("src", "test", "resources", "schemas", "v" + EventSchemas.VERSION);
    private static final String ENDING = ".schema.json";

    private static final ObjectWriter JSON = GoldenCallback.JSON.writer(printer());

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build());

    private ContractFiles() {}

    /** The files that the catalogue makes. */
    static Map<Path, String> made() {
        Map<Path, String> files = new TreeMap<>();
        try {
            for (Map.Entry<String, ? extends JsonNode> schema :
                    EventSchemas.all().entrySet()) {
                files.put(SCHEMAS.resolve(schema.getKey() + ENDING), JSON.writeValueAsString(schema.getValue()) + "\n");
            }
            files.put(ASYNC_API, YAML.writeValueAsString(AsyncApi.document()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return files;
    }

    /** The files that are checked in. */
    static Map<Path, String> present() {
        Map<Path, String> files = texts(SCHEMAS);
        files.putAll(texts(ASYNC_API));
        return files;
    }

    /** A checked-in schema, by name. */
    static JsonNode schema(String name) {
        Path file = SCHEMAS.resolve(name + ENDING);
        return json(Objects.requireNonNull(
                texts(SCHEMAS).get(file), () -> file + " is missing: " + Generation.COMMAND + " writes it"));
    }

    /** The checked-in AsyncAPI document. */
    static JsonNode asyncApi() {
        try {
            return YAML.readTree(texts(ASYNC_API).get(ASYNC_API));
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The released schemas of this version, by name. */
    static Map<String, JsonNode> released() {
        return texts(RELEASED).entrySet().stream()
                .collect(Collectors.toMap(
                        file -> file.getKey().getFileName().toString().replace(ENDING, ""),
                        file -> json(file.getValue())));
    }

    /** Writes the files that the catalogue makes to their places in the repository. */
    static void write() {
        present().keySet().forEach(ContractFiles::delete);
        made().forEach(ContractFiles::write);
    }

    /** Adds the schemas of topics that are new since the last release: they promise something from their first day. */
    static void releaseNew() {
        texts(SCHEMAS).forEach((file, text) -> {
            Path released = RELEASED.resolve(file.getFileName());
            if (Files.notExists(released)) {
                write(released, text);
            }
        });
    }

    /** Makes the schemas that are checked in the released ones. */
    static void release() {
        texts(RELEASED).keySet().forEach(ContractFiles::delete);
        texts(SCHEMAS).forEach((file, text) -> write(RELEASED.resolve(file.getFileName()), text));
    }

    static JsonNode json(String text) {
        try {
            return GoldenCallback.JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The generated files in a directory, which need not exist. */
    private static Map<Path, String> texts(Path place) {
        if (Files.notExists(place)) {
            return new TreeMap<>();
        }
        try (Stream<Path> files = Files.walk(place)) {
            Map<Path, String> texts = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.equals(ASYNC_API) || file.toString().endsWith(ENDING)) {
                    texts.put(file, Files.readString(file));
                }
            }
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }
}
