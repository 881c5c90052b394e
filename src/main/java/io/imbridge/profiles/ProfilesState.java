package io.imbridge.profiles;

import java.time.Instant;

/**
 * How the keeping of profiles is.
 *
 * @param phase what it does
 * @param since when it began that
 * @param sentence why it failed last; empty where it did not
 * @param keys about how many groups and topics are kept here, those included whose end is remembered
 * @param lag how many events wait for this instance, as its clients know
 */
public record ProfilesState(Phase phase, Instant since, String sentence, long keys, long lag) {
    /** Before it was begun, and for ever where it is off. */
    static ProfilesState before(boolean isOn) {
        return new ProfilesState(isOn ? Phase.REBALANCING : Phase.OFF, Instant.EPOCH, "", 0, 0);
    }

    /** What it does. */
    public enum Phase {
        /** It is switched off. */
        OFF,
        /** It has not begun yet, or groups are being moved between instances. */
        REBALANCING,
        /** It folds. */
        RUNNING,
        /** It stopped, and is tried again. */
        FAILED
    }
}
