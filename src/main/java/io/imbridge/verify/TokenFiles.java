package io.imbridge.verify;

import io.imbridge.callback.SecretFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A directory of token files: one file for each SDKAppID, named after it, with one token on each line.
 *
 * <p>Files whose names begin with a dot are ignored, because Kubernetes keeps its versions under such names.
 */
final class TokenFiles {
    /** A file that gives no tokens, or the directory itself, with the reason. */
    record Fault(Path file, String reason) {}

    /**
     * The content of the directory at one moment.
     *
     * @param tokens the tokens of each app that has a usable file
     * @param faults unusable files of our apps, or the directory
     * @param strangers files that belong to none of our apps
     */
    record Content(Map<String, Tokens> tokens, List<Fault> faults, List<Fault> strangers) {}

    private final Path directory;
    private final Set<String> apps;

    TokenFiles(Path directory, Set<String> apps) {
        this.directory = directory;
        this.apps = Set.copyOf(apps);
    }

    /** The path of an app's file. */
    Path file(String app) {
        return directory.resolve(app);
    }

    /** Reads the whole directory. A failure becomes a fault of its file and does not hide other files. */
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
     * The faults of these files that must stop a start. An app without its file is a fault too: no signature would be
     * asked of it, and its file may be missing by mistake.
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
        SecretFile.Content found = new SecretFile(file).read();
        if (!found.fault().isEmpty()) {
            content.faults().add(new Fault(file, found.fault()));
        } else if (found.secrets().isEmpty()) {
            content.faults().add(new Fault(file, "has no token"));
        } else {
            content.tokens().put(name, Tokens.ofBytes(found.secrets()));
        }
    }
}
