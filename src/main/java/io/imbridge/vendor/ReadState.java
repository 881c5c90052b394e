package io.imbridge.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The progress of a read and the known profiles that it has not reached yet. They are on disk, so that a read continues
 * after its process was killed, and so that a million profiles do not fill the memory.
 *
 * <p>Profiles that were read are removed together with the cursor's step. So the profiles that are left at the end are
 * the ones that were not in the list. The state also notes each group that was read, because the list continues only by
 * pages and may have an id in two of them. Only one process at a time can open it. A damaged state is deleted, because
 * a read can always begin anew.
 */
final class ReadState implements AutoCloseable {
    private static final byte[] CURSOR = {'c'};
    private static final byte[] NOTHING = {};
    private static final byte DONE = 'd';
    private static final byte GROUP = 'g';
    private static final byte TOPIC = 't';
    private static final long CACHE_BYTES = 4L * 1024 * 1024;
    private static final long BUFFER_BYTES = 4L * 1024 * 1024;

    private final Path directory;
    private final Options options;
    private final LRUCache cache;
    private final RocksDB db;
    private final ReadLock lock;
    private final WriteOptions writing = new WriteOptions();
    private boolean isUseless;

    private ReadState(Path directory, ReadLock lock, Options options, LRUCache cache, RocksDB db) {
        this.directory = directory;
        this.lock = lock;
        this.options = options;
        this.cache = cache;
        this.db = db;
    }

    /**
     * Opens the state of a directory, and creates it if necessary. A state that is too damaged to open is deleted.
     *
     * @param told receives a sentence if the state was deleted
     * @throws IOException when another read uses the state, or the directory cannot be used
     */
    static ReadState open(Path directory, Consumer<String> told) throws IOException {
        ReadLock lock = ReadLock.of(directory);
        try {
            return undamaged(directory, lock, told);
        } catch (RocksDBException unusable) {
            lock.close();
            throw new IOException(directory + " cannot be used: " + unusable.getMessage(), unusable);
        } catch (IOException | RuntimeException unusable) {
            lock.close();
            throw unusable;
        }
    }

    private static ReadState undamaged(Path directory, ReadLock lock, Consumer<String> told)
            throws IOException, RocksDBException {
        try {
            return opened(directory, lock);
        } catch (RocksDBException damaged) {
            told.accept("What is known of the read in " + directory + " is damaged and thrown away: "
                    + damaged.getMessage());
            delete(directory);
            return opened(directory, lock);
        }
    }

    private static ReadState opened(Path directory, ReadLock lock) throws IOException, RocksDBException {
        RocksDB.loadLibrary();
        Files.createDirectories(directory);
        LRUCache cache = new LRUCache(CACHE_BYTES);
        Options options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(BUFFER_BYTES)
                .setMaxWriteBufferNumber(2)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache));
        try {
            return new ReadState(directory, lock, options, cache, RocksDB.open(options, directory.toString()));
        } catch (RocksDBException unusable) {
            options.close();
            cache.close();
            throw unusable;
        }
    }

    /** The progress of the read; null if none has begun. */
    @Nullable
    ObjectNode cursor() throws IOException {
        return VendorJson.object(get(CURSOR));
    }

    /** The findings so far. */
    JsonNode statistics() throws IOException {
        ObjectNode cursor = cursor();
        return cursor == null ? VendorJson.MAPPER.createObjectNode() : cursor.path("findings");
    }

    /** Deletes everything, because another read begins. */
    void clear() throws IOException {
        try {
            db.deleteRange(writing, CURSOR, new byte[] {TOPIC + 1});
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /** Notes a known profile. Null means that the group or topic has ended. */
    void know(boolean isTopic, String id, byte @Nullable [] profile) throws IOException {
        try {
            if (profile == null) {
                db.delete(writing, key(kind(isTopic), id));
            } else {
                db.put(writing, key(kind(isTopic), id), profile);
            }
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /** A known profile that was not read yet. */
    @Nullable
    ObjectNode known(boolean isTopic, String id) throws IOException {
        return VendorJson.object(get(key(kind(isTopic), id)));
    }

    /** The ids of a page that this read has not read yet, each once. */
    List<String> notDone(Collection<String> page) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String id : new LinkedHashSet<>(page)) {
            if (get(key(DONE, id)) == null) {
                ids.add(id);
            }
        }
        return ids;
    }

    /**
     * Removes the profiles that were read and notes the progress. Both happen or neither does, also when the process is
     * killed.
     */
    void step(Collection<String> groups, Collection<String> topics, ObjectNode cursor) throws IOException {
        try (WriteBatch batch = new WriteBatch()) {
            for (String id : groups) {
                batch.delete(key(GROUP, id));
                batch.put(key(DONE, id), NOTHING);
            }
            for (String id : topics) {
                batch.delete(key(TOPIC, id));
            }
            batch.put(CURSOR, VendorJson.bytes(cursor));
            db.write(writing, batch);
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /** Ids of groups that were not read yet, in order. */
    List<String> left(int most) {
        List<String> ids = new ArrayList<>();
        try (RocksIterator all = db.newIterator()) {
            for (all.seek(new byte[] {GROUP});
                    all.isValid() && all.key()[0] == GROUP && ids.size() < most;
                    all.next()) {
                byte[] key = all.key();
                ids.add(new String(key, 1, key.length - 1, UTF_8));
            }
        }
        return ids;
    }

    /** The read is over: closing the state deletes it. */
    void end() {
        isUseless = true;
    }

    @Override
    public void close() throws IOException {
        db.close();
        writing.close();
        options.close();
        cache.close();
        try (lock) {
            if (isUseless) {
                delete(directory);
            }
        }
    }

    /** Deletes the file CURRENT first: without it, files that a killed process left are not a state. */
    private static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve("CURRENT"));
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static byte kind(boolean isTopic) {
        return isTopic ? TOPIC : GROUP;
    }

    private byte @Nullable [] get(byte[] key) throws IOException {
        try {
            return db.get(key);
        } catch (RocksDBException failed) {
            throw broken(failed);
        }
    }

    /** Marks the state for deletion, so that the next read begins anew. */
    private IOException broken(RocksDBException failed) {
        isUseless = true;
        return new IOException("What is known of the read in " + directory + " cannot be used, and is thrown away: "
                + failed.getMessage());
    }

    private static byte[] key(byte kind, String id) {
        byte[] text = id.getBytes(UTF_8);
        byte[] key = new byte[text.length + 1];
        key[0] = kind;
        System.arraycopy(text, 0, key, 1, text.length);
        return key;
    }
}
