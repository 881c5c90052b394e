package io.imbridge.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/**
 * The index by which a backlog is read topic by topic. It is there only while there is a backlog: keeping it up is a
 * twelfth of what a callback costs, and few records are found without it, by reading all of them.
 *
 * <p>Where it cannot be had, reading is slower, and nothing else.
 */
final class TopicIndex {
    /** From so many records on it is made. */
    static final int MANY = 20_000;

    /** From so few records on it is dropped. */
    static final int FEW = 1000;

    private static final Logger LOG = Logger.getLogger(TopicIndex.class);

    private State state = State.UNKNOWN;

    private enum State {
        UNKNOWN(""),
        WANTED("CREATE INDEX IF NOT EXISTS outbox_by_topic ON outbox (topic, sequence)"),
        NEEDLESS("DROP INDEX IF EXISTS outbox_by_topic");

        private final String change;

        State(String change) {
            this.change = change;
        }
    }

    /**
     * Makes it or drops it. What fails is not tried again until it changes its mind.
     *
     * @param writer with nothing under way that is not to be committed
     * @param records how many there are
     * @return false where the writer is of no use any more
     */
    boolean fit(Connection writer, long records) {
        State wanted = records >= MANY ? State.WANTED : records <= FEW ? State.NEEDLESS : state;
        if (wanted == state) {
            return true;
        }
        state = wanted;
        try (Statement statement = writer.createStatement()) {
            statement.execute(wanted.change);
            writer.commit();
            return true;
        } catch (SQLException failure) {
            LOG.debug("Outbox file keeps its index as it is", failure);
            return false;
        }
    }
}
