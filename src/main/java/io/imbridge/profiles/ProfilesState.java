package io.imbridge.profiles;

import java.time.Instant;

/**
 * The state of the keeping of profiles.
 *
 * @param phase the present phase
 * @param since when the phase began
 * @param sentence why it last failed; empty if it did not fail
 * @param keys about how many groups and topics this instance keeps, including ended ones that are still remembered
 * @param lag how many events wait for this instance, according to its Kafka clients
 */
public record ProfilesState(Phase phase, Instant since, String sentence, long keys, long lag) {
    /** The state before profiles have begun, and always if they are switched off. */
    static ProfilesState before(boolean isOn) {
        return new ProfilesState(isOn ? Phase.REBALANCING : Phase.OFF, Instant.EPOCH, "", 0, 0);
    }

    /** The phases. */
    public enum Phase {
        /** Profiles are switched off. */
        OFF,
        /** Profiles have not begun yet, or groups are moving between instances. */
        REBALANCING,
        /** Events are folded. */
        RUNNING,
        /** The fold stopped and will be tried again. */
        FAILED
    }
}
