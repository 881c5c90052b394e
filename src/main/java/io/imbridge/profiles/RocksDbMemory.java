package io.imbridge.profiles;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/** Bounds the memory outside the heap that all stores of this process use together. */
public final class RocksDbMemory implements RocksDBConfigSetter {
    private static final long CACHE_BYTES = 64L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 24L * 1024 * 1024;
    private static final long ONE_WRITE_BUFFER_BYTES = 4L * 1024 * 1024;
    private static final int BLOCK_BYTES = 16 * 1024;

    /** All stores share these. The write buffers count as part of the cache. */
    private static final class Shared {
        static final Cache CACHE = new LRUCache(CACHE_BYTES);
        static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setBlockSize(BLOCK_BYTES);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(Shared.WRITE_BUFFERS);
        options.setWriteBufferSize(ONE_WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    /** Closes nothing: the shared memory lives as long as the process. */
    @Override
    public void close(String store, Options options) {}
}
