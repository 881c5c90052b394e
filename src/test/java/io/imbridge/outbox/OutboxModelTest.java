package io.imbridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random histories of an outbox. {@code -Doutbox.model.from} and {@code -Doutbox.model.seeds} select the seeds: repeat
 * a failed seed with {@code -Doutbox.model.from=<seed> -Doutbox.model.seeds=1}.
 */
class OutboxModelTest {
    private static final long FROM = Long.getLong("outbox.model.from", 0);
    private static final int SEEDS = Integer.getInteger("outbox.model.seeds", 80);

    /** With fewer histories it may be chance that no record was parked. */
    private static final int MANY = 20;

    /** Switched off here, because a disk that fails so often would log without end. */
    private final Logger log = Logger.getLogger(HoldLog.class.getName());

    @BeforeEach
    void silence() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void unsilence() {
        log.setLevel(null);
    }

    @Test
    void no_history_loses_repeats_or_reorders_what_was_promised() {
        int parked = 0;
        int crashed = 0;
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            OutboxModel model = new OutboxModel(seed);
            try {
                model.run();
            } catch (RuntimeException | AssertionError broken) {
                fail("seed " + seed + " of " + FROM + " to " + (FROM + SEEDS - 1) + ": " + broken.getMessage(), broken);
            }
            parked += model.parkedMost() > 0 ? 1 : 0;
            crashed += model.lives() > 1 ? 1 : 0;
        }
        if (SEEDS >= MANY) {
            assertThat(parked).as("histories in which records were parked").isPositive();
            assertThat(crashed).as("histories with a crash").isPositive();
        }
    }
}
