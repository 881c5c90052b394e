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

/** A local broker's directory: its properties, its data and, unless it is elsewhere, its log. */
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

    /** Whether the data directory belongs to a cluster already. */
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

    /** Deletes the directory with all that is in it. */
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
