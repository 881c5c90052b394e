package io.imbridge.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
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
import org.jspecify.annotations.Nullable;

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

    /** Bytes that grow. */
    private static final class Content {
        private byte[] bytes;
        private int length;

        Content(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        Content copy() {
            return new Content(Arrays.copyOf(bytes, length), length);
        }

        /** Does an operation, of whose data only so many bytes arrive. */
        void apply(Operation operation, int arrived) {
            int at = (int) operation.at();
            int end = operation.kind() == 't' ? at : Math.max(length, at + arrived);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            if (end > length) {
                Arrays.fill(bytes, length, end, (byte) 0);
            }
            System.arraycopy(operation.data(), 0, bytes, at, operation.kind() == 't' ? 0 : arrived);
            length = end;
        }
    }

    /** A file, with what is on the disk for certain, and what may be. */
    private static final class File {
        private final Content synced = new Content(new byte[0], 0);
        private final List<Operation> unsynced = new ArrayList<>();
        private int beforeSync;

        private void sync() {
            for (Operation done : unsynced.subList(0, beforeSync)) {
                synced.apply(done, done.data().length);
            }
            unsynced.subList(0, beforeSync).clear();
            beforeSync = 0;
        }

        /** Its content after a power loss. */
        private Content surviving(Random random) {
            Content content = synced.copy();
            for (Operation pending : unsynced) {
                int fate = random.nextInt(3);
                int sectors = pending.data().length / SECTOR;
                if (fate == 0) {
                    content.apply(pending, pending.data().length);
                } else if (fate == 1 && sectors > 0) {
                    content.apply(pending, SECTOR * random.nextInt(sectors));
                }
            }
            return content;
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
                if (!files.containsKey(path)) {
                    files.put(path, new File());
                    unsynced.add(Map.copyOf(files));
                }
                files.get(path).unsynced.add(operation);
            }
            case 'b' -> beginSync(files.get(path));
            case 's' -> sync(files.get(path));
            case 'u', 'r' -> {
                File moved = files.remove(path);
                if (moved != null && operation.kind() == 'r') {
                    files.put(new String(operation.data(), UTF_8), moved);
                }
                unsynced.add(Map.copyOf(files));
            }
            default -> throw new IllegalStateException("unknown operation " + operation.kind());
        }
    }

    private static void beginSync(@Nullable File file) {
        if (file != null) {
            file.beforeSync = file.unsynced.size();
        }
    }

    private void sync(@Nullable File file) {
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
            Content content = file.getValue().surviving(random);
            try (OutputStream out = Files.newOutputStream(copy)) {
                out.write(content.bytes, 0, content.length);
            }
        }
    }

    /** What the process had noted until this moment, line by line. */
    List<String> notes() {
        return notes.toString().lines().toList();
    }
}
