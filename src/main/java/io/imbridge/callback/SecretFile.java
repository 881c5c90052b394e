package io.imbridge.callback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file with secrets, one a line. Blank lines and white space around a secret do not count.
 *
 * <p>Secrets stay bytes from the file on, in no message.
 *
 * @param path where it is
 */
public record SecretFile(Path path) {
    /** Far more than anybody has; each costs a hash for each request that is checked. In bytes. */
    public static final int MAX_LENGTH = 16 * 1024;

    /**
     * What it has at one moment.
     *
     * @param secrets in order; none where it cannot be used
     * @param fault why it cannot be used, as the rest of a sentence; empty where it can, or has no secret
     */
    public record Content(List<byte[]> secrets, String fault) {
        @Override
        public String toString() {
            return "Content[" + secrets.size() + ", " + fault + "]";
        }
    }

    /** Reads all of it. Whatever fails is a fault. */
    public Content read() {
        if (!Files.exists(path)) {
            return fault("is missing");
        }
        // Reading a pipe could wait for ever.
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

    /** Editors of Windows put one there. */
    private static boolean startsWithByteOrderMark(byte[] text) {
        return text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
    }
}
