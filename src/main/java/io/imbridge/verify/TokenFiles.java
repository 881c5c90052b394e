package io.imbridge.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A directory of token files: one for each SDKAppID, named after it, a token a line.
 *
 * <p>Blank lines and white space around a token do not count. Files whose name begins with a dot do not either: among
 * them Kubernetes keeps its versions. Tokens stay bytes from the file on, in no message.
 */
final class TokenFiles {
    /** Far more than anybody has; each token costs a hash for each signature that is checked. */
    static final int MAX_LENGTH = 16 * 1024;

    /** A file that gives no tokens, or the directory itself, and why. */
    record Fault(Path file, String reason) {}

    /**
     * What the directory has at one moment.
     *
     * @param tokens the tokens of each app that has a usable file
     * @param faults files of our apps that are not usable, or the directory
     * @param strangers files that belong to none of our apps
     */
    record Content(Map<String, Tokens> tokens, List<Fault> faults, List<Fault> strangers) {}

    private final Path directory;
    private final Set<String> apps;

    TokenFiles(Path directory, Set<String> apps) {
        this.directory = directory;
        this.apps = Set.copyOf(apps);
    }

    /** Where an app's file is. */
    Path file(String app) {
        return directory.resolve(app);
    }

    /** Reads all of it. Whatever fails is a fault of its file, and hides no other file. */
    Content read() {
        Content content = new Content(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                look(file, content);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            content.tokens().clear();
            content.faults().add(new Fault(directory, "is no directory that can be read"));
        }
        return content;
    }

    /**
     * What stands against a start with these files. An app whose file is not there would be asked for no signature,
     * and its file may have been forgotten.
     *
     * @param otherwise the apps that have tokens without a file
     */
    List<Fault> faultsAtStart(Set<String> otherwise) {
        Content content = read();
        List<Fault> faults = new ArrayList<>(content.faults());
        apps.stream()
                .filter(app -> !content.tokens().containsKey(app) && !otherwise.contains(app))
                .map(this::file)
                .filter(file -> content.faults().stream().noneMatch(fault -> file.startsWith(fault.file())))
                .sorted()
                .forEach(file -> faults.add(new Fault(
                        file,
                        "is missing, so no signature would be asked of that app: write"
                                + " its tokens there, or leave the directory out")));
        return faults;
    }

    private void look(Path file, Content content) {
        String name = file.getFileName().toString();
        if (name.startsWith(".")) {
            return;
        }
        if (!apps.contains(name)) {
            content.strangers().add(new Fault(file, "is named after none of bridge.verify.app-ids"));
            return;
        }
        // Reading a pipe could wait for ever.
        if (!Files.isRegularFile(file)) {
            content.faults().add(new Fault(file, "is no file"));
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(MAX_LENGTH + 1);
            List<byte[]> lines = lines(text);
            if (text.length > MAX_LENGTH) {
                content.faults().add(new Fault(file, "is larger than 16 KB"));
            } else if (lines.isEmpty()) {
                content.faults().add(new Fault(file, "has no token"));
            } else {
                content.tokens().put(name, Tokens.ofBytes(lines));
            }
        } catch (IOException unreadable) {
            content.faults().add(new Fault(file, "cannot be read"));
        }
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
