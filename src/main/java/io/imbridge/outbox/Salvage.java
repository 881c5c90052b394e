package io.imbridge.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Copies what can be read of a damaged file: from its beginning up to the damage, and from its end down to it. */
final class Salvage {
    private static final Logger LOG = Logger.getLogger(Salvage.class);
    private static final long AT_ONCE_BYTES = 4L * 1024 * 1024;

    private final Connection damaged;
    private final OutboxStore sound;
    private long saved;
    private long reached = Long.MIN_VALUE;

    private Salvage(Connection damaged, OutboxStore sound) {
        this.damaged = damaged;
        this.sound = sound;
    }

    /** Copies; returns how many records that were. */
    static long copy(Path damaged, OutboxStore sound) throws IOException {
        try (Connection connection = SqliteFiles.connect(damaged, true)) {
            Salvage salvage = new Salvage(connection, sound);
            String rows = "SELECT " + SqliteFiles.columns(connection)
                    + " FROM outbox NOT INDEXED WHERE sequence > ? ORDER BY sequence";
            salvage.run(rows, Long.MIN_VALUE);
            salvage.run(rows + " DESC", salvage.reached);
            return salvage.saved;
        } catch (SQLException unreadable) {
            LOG.debug("Nothing to salvage", unreadable);
            return 0;
        }
    }

    private void run(String query, long after) throws IOException {
        List<KeptRecord> read = new ArrayList<>();
        long bytes = 0;
        try (PreparedStatement statement = damaged.prepareStatement(query)) {
            statement.setLong(1, after);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reached = Math.max(reached, row.getLong(1));
                    bytes += add(row, read);
                    if (bytes >= AT_ONCE_BYTES) {
                        save(read);
                        bytes = 0;
                    }
                }
            }
        } catch (SQLException damage) {
            LOG.debug("Reached the damage", damage);
        }
        save(read);
    }

    /** Returns how many bytes that were. */
    private static long add(ResultSet row, List<KeptRecord> read) throws SQLException {
        try {
            KeptRecord kept = SqliteFiles.record(row);
            read.add(kept);
            return kept.record().size();
        } catch (RuntimeException meaningless) {
            LOG.errorf("Outbox row means nothing and is left behind sequence=%d", row.getLong(1));
            return 0;
        }
    }

    private void save(List<KeptRecord> read) throws IOException {
        if (!read.isEmpty()) {
            sound.write(List.copyOf(read), new SequenceSet());
            saved += read.size();
            read.clear();
        }
    }
}
