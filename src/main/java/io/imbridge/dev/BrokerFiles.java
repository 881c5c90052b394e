package io.imbridge.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The directory of a local broker: its properties, its data and, by default, its log. */
record BrokerFiles(Path directory) {

    Path properties() {
        return directory.resolve("server.properties");
    }

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("broker.log");
    }

    /** Whether the data directory already belongs to a cluster. */
    boolean formatted() {
        return Files.exists(data().resolve("meta.properties"));
    }

    void write(Map<String, String> properties) throws IOException {
        Files.createDirectories(directory);
        Properties content = new Properties();
        content.putAll(properties);
        try (Writer writer = Files.newBufferedWriter(properties())) {
            content.store(writer, null);
        }
    }

    /** Deletes the directory with all its content. */
    void delete() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> childrenFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : childrenFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException inUse) {
            throw new UncheckedIOException(inUse);
        }
    }
}
