package io.imbridge.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Copies what can be read of a damaged file: from its beginning up to the damage, and from its end down to it. */
final class Salvage {
    private static final Logger LOG = Logger.getLogger(Salvage.class);
    private static final int AT_ONCE = 500;

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
            salvage.run("SELECT * FROM outbox NOT INDEXED WHERE sequence > ? ORDER BY sequence", Long.MIN_VALUE);
            salvage.run("SELECT * FROM outbox NOT INDEXED WHERE sequence > ? ORDER BY sequence DESC", salvage.reached);
            return salvage.saved;
        } catch (SQLException unreadable) {
            LOG.debug("Nothing to salvage", unreadable);
            return 0;
        }
    }

    private void run(String query, long after) throws IOException {
        List<KeptRecord> read = new ArrayList<>();
        try (PreparedStatement statement = damaged.prepareStatement(query)) {
            statement.setLong(1, after);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reached = Math.max(reached, row.getLong("sequence"));
                    add(row, read);
                    if (read.size() == AT_ONCE) {
                        save(read);
                    }
                }
            }
        } catch (SQLException damage) {
            LOG.debug("Reached the damage", damage);
        }
        save(read);
    }

    private static void add(ResultSet row, List<KeptRecord> read) throws SQLException {
        try {
            read.add(SqliteFiles.record(row));
        } catch (DateTimeException | IllegalArgumentException meaningless) {
            LOG.errorf("Outbox row means nothing and is left behind sequence=%d", row.getLong("sequence"));
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
