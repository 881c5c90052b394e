package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a process did to a disk, operation by operation, and what the disk may have after a power loss at any moment: all that
 * was synced, and of the rest each write, whole, torn or not at all. The recording is made by {@code recording-disk.c}.
 *
 * <p>Creations, removals and renamings reach the disk in their order, as in a file system with a journal: some of those
 * since the last sync may be missing, the latest ones.
 */
final class RecordedDisk {
    /** What a disk writes whole or not at all. */
    private static final int SECTOR = 512;

    private record Operation(char kind, String path, long at, byte[] data) {}

    /** A file, with what is on the disk for certain, and what may be. */
    private static final class File {
        private byte[] synced = new byte[0];
        private final List<Operation> unsynced = new ArrayList<>();
        private int beforeSync;

        private void sync() {
            for (Operation done : unsynced.subList(0, beforeSync)) {
                synced = applied(synced, done, done.data().length);
            }
            unsynced.subList(0, beforeSync).clear();
            beforeSync = 0;
        }

        /** Its bytes after a power loss. */
        private byte[] surviving(Random random) {
            byte[] bytes = synced.clone();
            for (Operation pending : unsynced) {
                int fate = random.nextInt(3);
                int sectors = pending.data().length / SECTOR;
                if (fate == 0) {
                    bytes = applied(bytes, pending, pending.data().length);
                } else if (fate == 1 && sectors > 0) {
                    bytes = applied(bytes, pending, SECTOR * random.nextInt(sectors));
                }
            }
            return bytes;
        }

        private static byte[] applied(byte[] bytes, Operation operation, int length) {
            if (operation.kind() == 't') {
                return Arrays.copyOf(bytes, (int) operation.at());
            }
            int end = (int) operation.at() + length;
            byte[] grown = end > bytes.length ? Arrays.copyOf(bytes, end) : bytes;
            System.arraycopy(operation.data(), 0, grown, (int) operation.at(), length);
            return grown;
        }
    }

    private final List<Operation> operations = new ArrayList<>();
    private final Path directory;
    private final Map<String, File> files = new HashMap<>();
    private final StringBuilder notes = new StringBuilder();
    private Map<String, File> synced = new HashMap<>();
    private final List<Map<String, File>> unsynced = new ArrayList<>();
    private int done;

    /**
     * Reads a recording.
     *
     * @param directory the recorded directory
     */
    RecordedDisk(Path recording, Path directory) throws IOException {
        this.directory = directory;
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(recording)).order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining()) {
            char kind = (char) bytes.get();
            byte[] path = new byte[bytes.getInt()];
            long at = bytes.getLong();
            byte[] data = new byte[bytes.getInt()];
            bytes.get(path).get(data);
            operations.add(new Operation(kind, new String(path, UTF_8), at, data));
        }
    }

    /** The number of operations. */
    int size() {
        return operations.size();
    }

    /** Goes on to a later moment, behind so many operations. */
    void goTo(int moment) {
        for (; done < moment; done++) {
            apply(operations.get(done));
        }
    }

    private void apply(Operation operation) {
        String path = operation.path();
        if (path.endsWith(PowerLossWriter.NOTES)) {
            notes.append(new String(operation.data(), UTF_8));
            return;
        }
        switch (operation.kind()) {
            case 'w', 't' -> {
                File file = files.get(path);
                if (file == null) {
                    file = new File();
                    files.put(path, file);
                    unsynced.add(Map.copyOf(files));
                }
                file.unsynced.add(operation);
            }
            case 'b' ->
                files.computeIfPresent(path, (name, file) -> {
                    file.beforeSync = file.unsynced.size();
                    return file;
                });
            case 's' -> sync(path);
            case 'u' -> {
                files.remove(path);
                unsynced.add(Map.copyOf(files));
            }
            case 'r' -> {
                File renamed = files.remove(path);
                if (renamed != null) {
                    files.put(new String(operation.data(), UTF_8), renamed);
                    unsynced.add(Map.copyOf(files));
                }
            }
            default -> throw new IllegalStateException("unknown operation " + operation.kind());
        }
    }

    private void sync(String path) {
        File file = files.get(path);
        if (file != null) {
            file.sync();
        }
        // A sync has the journal of the file system written, up to here.
        synced = Map.copyOf(files);
        unsynced.clear();
    }

    /** Writes into an empty directory what the disk may have after a power loss at this moment. */
    void losePower(Random random, Path target) throws IOException {
        int survived = random.nextInt(unsynced.size() + 1);
        Map<String, File> names = survived == 0 ? synced : unsynced.get(survived - 1);
        for (Map.Entry<String, File> file : names.entrySet()) {
            Path copy = target.resolve(directory.relativize(Path.of(file.getKey())));
            Files.createDirectories(copy.getParent());
            Files.write(copy, file.getValue().surviving(random));
        }
    }

    /** What the process had noted until this moment, line by line. */
    List<String> notes() {
        return notes.toString().lines().toList();
    }
}
