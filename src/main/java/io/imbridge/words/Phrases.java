package io.imbridge.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** All words of all sentences, from {@code words/sentences.properties}. */
final class Phrases {
    private static final String FILE = "words/sentences.properties";
    private static final Properties ALL = read();

    private Phrases() {}

    /** The phrase of a key; null when there is none. */
    static @Nullable String find(String key) {
        return ALL.getProperty(key);
    }

    /**
     * A phrase that must exist.
     *
     * @throws IllegalStateException when it does not
     */
    static String get(String key) {
        String found = find(key);
        if (found == null) {
            throw new IllegalStateException(FILE + " has no " + key);
        }
        return found;
    }

    /** The keys of all phrases. */
    static Iterable<String> keys() {
        return ALL.stringPropertyNames();
    }

    private static Properties read() {
        Properties all = new Properties();
        try (@Nullable InputStream file = Phrases.class.getClassLoader().getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("not in the package: " + FILE);
            }
            all.load(new InputStreamReader(file, UTF_8));
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
