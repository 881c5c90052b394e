package io.imbridge.callback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file with one secret on each line. Blank lines, and white space around a secret, are ignored.
 *
 * <p>Secrets are read as bytes and stay bytes. They appear in no message.
 *
 * @param path the path of the file
 */
public record SecretFile(Path path) {
    /**
     * The largest file in bytes. That is far more than anybody has; each secret costs one hash for each checked
     * request.
     */
    public static final int MAX_LENGTH = 16 * 1024;

    /**
     * The content of the file at one moment.
     *
     * @param secrets the secrets in their order; empty when the file cannot be used
     * @param fault why the file cannot be used, as the end of a sentence; empty when it can be used, even if it has
     *     no secret
     */
    public record Content(List<byte[]> secrets, String fault) {
        @Override
        public String toString() {
            return "Content[" + secrets.size() + ", " + fault + "]";
        }
    }

    /** Reads the whole file. Any failure becomes a fault. */
    public Content read() {
        if (!Files.exists(path)) {
            return fault("is missing");
        }
        // A read from a pipe could block for ever.
        if (!Files.isRegularFile(path)) {
            return fault("is no file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] text = in.readNBytes(MAX_LENGTH + 1);
            return text.length > MAX_LENGTH ? fault("is larger than 16 KB") : new Content(lines(text), "");
        } catch (IOException unreadable) {
            return fault("cannot be read");
        }
    }

    private static Content fault(String reason) {
        return new Content(List.of(), reason);
    }

    private static List<byte[]> lines(byte[] text) {
        List<byte[]> lines = new ArrayList<>();
        int start = startsWithByteOrderMark(text) ? 3 : 0;
        for (int end = start; end <= text.length; end++) {
            if (end == text.length || text[end] == '\n' || text[end] == '\r') {
                byte[] line = stripped(text, start, end);
                if (line.length > 0) {
                    lines.add(line);
                }
                start = end + 1;
            }
        }
        return lines;
    }

    private static byte[] stripped(byte[] text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(text[start])) {
            start++;
        }
        while (end > start && isBlank(text[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(text, start, end);
    }

    private static boolean isBlank(byte character) {
        return character >= 0 && character <= ' ';
    }

    /** Windows editors write one. */
    private static boolean startsWithByteOrderMark(byte[] text) {
        return text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
    }
}
