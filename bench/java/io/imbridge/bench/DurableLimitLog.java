package io.imbridge.bench;

import io.vertx.core.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What {@link DurableLimitServer} keeps: one row of SQLite for each commit, deleted with a later commit when Kafka has all
 * of it. A failure ends the process: nothing is measured then.
 */
final class DurableLimitLog {
    /**
     * A body that waits for its commit.
     *
     * @param context where its answer is given
     * @param answer gives it
     */
    record Append(byte[] body, Context context, Runnable answer) {}

    private final BlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Long> delivered = new ConcurrentLinkedQueue<>();
    private final Producer<byte[], byte[]> producer;
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private long next;

    DurableLimitLog(Path directory, Producer<byte[], byte[]> producer) throws IOException {
        this.producer = producer;
        Files.createDirectories(directory);
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("limit.db"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("CREATE TABLE batches (first INTEGER PRIMARY KEY, bodies BLOB NOT NULL)");
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement("INSERT INTO batches (first, bodies) VALUES (?, ?)");
            delete = connection.prepareStatement("DELETE FROM batches WHERE first = ?");
        } catch (SQLException unable) {
            throw new IOException(unable);
        }
    }

    void start() {
        Thread committer = new Thread(this::run, "durable-limit");
        committer.setDaemon(true);
        committer.start();
    }

    void append(Append append) {
        queue.add(append);
    }

    private void run() {
        try {
            while (true) {
                List<Append> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch);
                long row = commit(batch);
                answer(batch);
                publish(row, batch);
            }
        } catch (SQLException | InterruptedException | RuntimeException failed) {
            failed.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private long commit(List<Append> batch) throws SQLException {
        for (Long done = delivered.poll(); done != null; done = delivered.poll()) {
            delete.setLong(1, done);
            delete.executeUpdate();
        }
        ByteBuffer bodies = ByteBuffer.allocate(batch.stream()
                .mapToInt(append -> Integer.BYTES + append.body().length)
                .sum());
        batch.forEach(append -> bodies.putInt(append.body().length).put(append.body()));
        long row = next++;
        insert.setLong(1, row);
        insert.setBytes(2, bodies.array());
        insert.executeUpdate();
        connection.commit();
        return row;
    }

    /** One hand-over for each event loop. */
    private static void answer(List<Append> batch) {
        Map<Context, List<Append>> byContext = new LinkedHashMap<>();
        batch.forEach(append -> byContext
                .computeIfAbsent(append.context(), unseen -> new ArrayList<>())
                .add(append));
        byContext.forEach((context, appends) -> context.runOnContext(
                safe -> appends.forEach(append -> append.answer().run())));
    }

    private void publish(long row, List<Append> batch) {
        AtomicInteger left = new AtomicInteger(batch.size());
        for (Append append : batch) {
            producer.send(new ProducerRecord<>(LimitServer.TOPIC, append.body()), (kept, failure) -> {
                if (failure != null) {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }
                if (left.decrementAndGet() == 0) {
                    delivered.add(row);
                }
            });
        }
    }
}
