package io.imbridge.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with passwords, one a line. Blank lines and white space around a password do not count.
 *
 * @param path where it is
 */
record PasswordFile(Path path) {
    /** Far more than anybody has; each costs a comparison for each request. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * What it has at one moment.
     *
     * @param fault why it cannot be used, as the rest of a sentence; empty where it can
     */
    record Content(List<String> passwords, String fault) {
        @Override
        public String toString() {
            return "Content[" + passwords.size() + ", " + fault + "]";
        }
    }

    /** Reads all of it. */
    Content read() {
        if (!Files.exists(path)) {
            return fault("is missing");
        }
        // Reading a pipe could wait for ever.
        if (!Files.isRegularFile(path)) {
            return fault("is no file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] text = in.readNBytes(MAX_LENGTH + 1);
            if (text.length > MAX_LENGTH) {
                return fault("is larger than 16 KB");
            }
            List<String> passwords = lines(new String(text, UTF_8));
            return passwords.isEmpty() ? fault("has no password") : new Content(passwords, "");
        } catch (IOException unreadable) {
            return fault("cannot be read");
        }
    }

    private static List<String> lines(String text) {
        String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return marked.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    private static Content fault(String reason) {
        return new Content(List.of(), reason);
    }
}
