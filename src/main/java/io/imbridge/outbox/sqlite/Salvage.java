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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Copies all readable records of a damaged file, and logs which records cannot be read. A disk that does not respond is
 * no damage: in that case the whole salvage must be repeated.
 */
final class Salvage {
    private static final Logger LOG = Logger.getLogger(Salvage.class);

    /** The queries for the next row: with its frames, or with NULL instead when the frames cannot be read. */
    private static final String BATCHES =
            "SELECT first, records, %s FROM batches WHERE first > ? AND first > 0 ORDER BY first LIMIT 1";

    private static final String PARKED =
            "SELECT sequence, 1, %s FROM parked NOT INDEXED WHERE sequence > ? AND sequence > 0"
                    + " ORDER BY sequence LIMIT 1";

    private final Connection damaged;
    private final OutboxStore sound;
    private final SequenceSet seen = new SequenceSet();
    private long lost;

    private Salvage(Connection damaged, OutboxStore sound) {
        this.damaged = damaged;
        this.sound = sound;
    }

    /**
     * The result of a salvage.
     *
     * @param saved how many records were copied
     * @param lost how many records are known to have existed and cannot be read
     */
    record Result(long saved, long lost) {}

    /** Copies the records of a damaged file to another store. */
    static Result copy(Path damaged, OutboxStore sound) throws IOException {
        try (Connection connection = SqliteFiles.reader(damaged)) {
            Salvage salvage = new Salvage(connection, sound);
            salvage.copy();
            return new Result(salvage.seen.size(), salvage.lost);
        } catch (SQLException unreadable) {
            IOException failure = SqliteFiles.translate(unreadable);
            if (failure instanceof DamagedFileException) {
                LOG.debug("Nothing to salvage", failure);
                return new Result(0, 0);
            }
            throw failure;
        }
    }

    private void copy() throws SQLException, IOException {
        long reserved = Schema.has(damaged, "state") ? reserved() : 0;
        sound.write(new Changes(new SequenceSet(), new SequenceSet(), List.of(), List.of(), reserved));
        if (Schema.has(damaged, "parked")) {
            copy(PARKED, "frame");
        }
        if (Schema.has(damaged, "batches")) {
            copy(BATCHES, "frames");
        }
    }

    private long reserved() throws IOException {
        try {
            long found = SqliteFiles.number(damaged, "SELECT max(reserved) FROM state");
            return found < SqliteReader.BEYOND_NUMBERS ? found : 0;
        } catch (SQLException failure) {
            IOException translated = SqliteFiles.translate(failure);
            if (!(translated instanceof DamagedFileException)) {
                throw translated;
            }
            LOG.debug("Which numbers were given is not known any more", failure);
            return 0;
        }
    }

    private void copy(String query, String frames) throws IOException {
        String whole = query.formatted(frames);
        String outline = query.formatted("NULL");
        Found found = next(whole, outline, 0);
        while (found != null) {
            save(found, query.equals(PARKED));
            found = next(whole, outline, found.number());
        }
    }

    /** A row, with the number of records that it claims to have. */
    private record Found(long number, int records, byte[] frames) {}

    /** The next row of which at least a part can be read; null when there is none. */
    private @Nullable Found next(String whole, String outline, long after) throws IOException {
        try {
            return read(whole, after);
        } catch (DamagedFileException damage) {
            LOG.debug("A row cannot be read whole", damage);
        }
        try {
            return read(outline, after);
        } catch (DamagedFileException damage) {
            long behind = skip(outline, after);
            LOG.errorf(damage, "Outbox rows cannot be read after=%d to=%d", after, behind);
            return behind >= SqliteReader.BEYOND_NUMBERS ? null : next(whole, outline, behind);
        }
    }

    /** The lowest number after which a row can be read again. */
    private long skip(String query, long after) throws IOException {
        long step = 1;
        while (after + step < SqliteReader.BEYOND_NUMBERS && !canBeRead(query, after + step)) {
            step *= 2;
        }
        long bad = step / 2;
        while (step - bad > 1) {
            long middle = (bad + step) / 2;
            if (canBeRead(query, after + middle)) {
                step = middle;
            } else {
                bad = middle;
            }
        }
        return after + step;
    }

    private boolean canBeRead(String query, long after) throws IOException {
        try {
            read(query, after);
            return true;
        } catch (DamagedFileException damage) {
            return false;
        }
    }

    /** Prepares the statement again each time, because the driver closes a statement that fails. */
    private @Nullable Found read(String query, long after) throws IOException {
        try (PreparedStatement statement = damaged.prepareStatement(query)) {
            statement.setLong(1, after);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? found(row, after) : null;
            }
        } catch (SQLException failure) {
            throw SqliteFiles.translate(failure);
        }
    }

    private static Found found(ResultSet row, long after) throws SQLException, DamagedFileException {
        byte[] frames = row.getBytes(3);
        if (row.getLong(1) <= after) {
            throw new DamagedFileException("Rows are out of order", null);
        }
        return new Found(row.getLong(1), row.getInt(2), frames == null ? new byte[0] : frames);
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
            // The row keeps the number by which the service knows it.
            long number = Math.min(found.number(), unseen.get(0).sequence());
            List<StoredBatch> batches = isParked ? List.of() : List.of(new StoredBatch(number, unseen));
            List<KeptRecord> parked = isParked ? unseen : List.of();
            sound.write(new Changes(new SequenceSet(), new SequenceSet(), batches, parked, 0));
        }
    }
}
