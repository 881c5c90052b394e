package io.imbridge.outbox.sqlite;

import io.imbridge.outbox.DamagedFileException;
import io.imbridge.outbox.KeptRecord;
import io.imbridge.outbox.OutboxStore;
import io.imbridge.outbox.OutboxStore.Changes;
import io.imbridge.outbox.OutboxStore.StoredBatch;
import io.imbridge.outbox.SequenceSet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Copies what can be read of a damaged file, and says what cannot. A disk that does not answer is no damage: then all of
 * it is to be done again.
 */
final class Salvage {
    private static final Logger LOG = Logger.getLogger(Salvage.class);
    private static final long HIGHEST = 1L << 53;
    private static final String BATCHES =
            "SELECT first, records, frames FROM batches WHERE first > ? AND first > 0 ORDER BY first LIMIT 1";
    private static final String PARKED = "SELECT sequence, 1, frame FROM parked NOT INDEXED"
            + " WHERE sequence > ? AND sequence > 0 ORDER BY sequence LIMIT 1";

    private final Connection damaged;
    private final OutboxStore sound;
    private final SequenceSet seen = new SequenceSet();
    private long lost;

    private Salvage(Connection damaged, OutboxStore sound) {
        this.damaged = damaged;
        this.sound = sound;
    }

    /**
     * What was copied.
     *
     * @param saved how many records
     * @param lost how many are known to have been there, and cannot be read
     */
    record Result(long saved, long lost) {}

    /** Copies. */
    static Result copy(Path damaged, OutboxStore sound) throws IOException {
        try (Connection connection = SqliteFiles.reader(damaged)) {
            Salvage salvage = new Salvage(connection, sound);
            salvage.copy();
            return new Result(salvage.seen.size(), salvage.lost);
        } catch (SQLException unreadable) {
            if (SqliteFiles.translate(unreadable) instanceof DamagedFileException) {
                LOG.debug("Nothing to salvage", unreadable);
                return new Result(0, 0);
            }
            throw new IOException(unreadable);
        }
    }

    private void copy() throws SQLException, IOException {
        Map<String, long[]> acked = null;
        long reserved = 0;
        try {
            SqliteReader outlines = new SqliteReader(damaged);
            acked = outlines.acked();
            reserved = outlines.reserved();
        } catch (DamagedFileException without) {
            LOG.debug("What Kafka had is not known any more", without);
        }
        sound.write(new Changes(new SequenceSet(), new SequenceSet(), List.of(), List.of(), reserved, acked));
        copy(PARKED, true);
        copy(BATCHES, false);
    }

    private void copy(String query, boolean isParked) throws SQLException, IOException {
        try (PreparedStatement statement = damaged.prepareStatement(query)) {
            Found found = next(statement, 0);
            while (found != null) {
                save(found, isParked);
                found = next(statement, found.number());
            }
        } catch (SQLException damage) {
            if (!(SqliteFiles.translate(damage) instanceof DamagedFileException)) {
                throw damage;
            }
            LOG.debug("There is no such table any more", damage);
        }
    }

    /** A row, with what it says to have. */
    private record Found(long number, int records, byte[] frames) {}

    /** The next row that can be read; null when there is none. */
    private static @Nullable Found next(PreparedStatement statement, long after) throws SQLException, IOException {
        try {
            return read(statement, after);
        } catch (DamagedFileException damage) {
            long step = 1;
            while (after + step < HIGHEST && !canBeRead(statement, after + step)) {
                step *= 2;
            }
            long bad = step / 2;
            while (step - bad > 1) {
                long middle = (bad + step) / 2;
                if (canBeRead(statement, after + middle)) {
                    step = middle;
                } else {
                    bad = middle;
                }
            }
            LOG.errorf(damage, "Outbox rows cannot be read after=%d to=%d", after, after + step);
            return after + step >= HIGHEST ? null : read(statement, after + step);
        }
    }

    private static boolean canBeRead(PreparedStatement statement, long after) throws SQLException {
        try {
            read(statement, after);
            return true;
        } catch (DamagedFileException damage) {
            return false;
        }
    }

    private static @Nullable Found read(PreparedStatement statement, long after)
            throws SQLException, DamagedFileException {
        statement.setLong(1, after);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            byte[] frames = row.getBytes(3);
            if (row.getLong(1) <= after) {
                throw new DamagedFileException("Rows are out of order", null);
            }
            return new Found(row.getLong(1), row.getInt(2), frames == null ? new byte[0] : frames);
        } catch (SQLException failure) {
            if (SqliteFiles.translate(failure) instanceof DamagedFileException damage) {
                throw damage;
            }
            throw failure;
        }
    }

    private void save(Found found, boolean isParked) throws IOException {
        List<KeptRecord> records = Frames.readSound(found.frames());
        int missing = found.records() - records.size();
        if (missing > 0) {
            lost += missing;
            LOG.errorf("Outbox records cannot be read batch=%d lost=%d", found.number(), missing);
        }
        List<KeptRecord> unseen = new ArrayList<>(records);
        unseen.removeIf(kept -> !seen.add(kept.sequence()));
        if (!unseen.isEmpty()) {
            List<StoredBatch> batches =
                    isParked ? List.of() : List.of(new StoredBatch(unseen.get(0).sequence(), unseen));
            List<KeptRecord> parked = isParked ? unseen : List.of();
            sound.write(new Changes(new SequenceSet(), new SequenceSet(), batches, parked, 0, null));
        }
    }
}
