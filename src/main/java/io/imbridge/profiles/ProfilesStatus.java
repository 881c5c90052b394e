package io.imbridge.profiles;

import io.imbridge.profiles.ProfilesState.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The phase of the keeping of profiles, and since when; logs when it stops and when it continues. */
final class ProfilesStatus {
    private static final Logger LOG = Logger.getLogger(ProfilesStatus.class);

    private final Clock clock;
    private Phase phase;
    private Instant since;
    private String sentence = "";
    private @Nullable Instant failedSince;
    private boolean hasRun;

    ProfilesStatus(Clock clock, Phase phase) {
        this.clock = clock;
        this.phase = phase;
        this.since = clock.instant();
    }

    /** Notes that events are folded. */
    synchronized void runs() {
        if (failedSince != null) {
            LOG.infof("Profiles are kept again after=%s", seconds(failedSince));
        } else if (!hasRun) {
            LOG.infof("Profiles are kept after=%s", seconds(since));
        }
        hasRun = true;
        failedSince = null;
        sentence = "";
        enter(Phase.RUNNING);
    }

    /** Notes that groups are moving between instances or being restored. */
    synchronized void rebalances() {
        // After a failure, only the running phase shows that the new attempt works.
        if (phase == Phase.RUNNING) {
            enter(Phase.REBALANCING);
        }
    }

    /** Notes that the fold stopped and will be tried again. */
    synchronized void failed(String reason) {
        if (!reason.equals(sentence)) {
            LOG.errorf("Profiles are not kept sentence=\"%s\"", reason);
        }
        sentence = reason;
        failedSince = failedSince == null ? clock.instant() : failedSince;
        enter(Phase.FAILED);
    }

    synchronized ProfilesState state(long keys, long lag) {
        return new ProfilesState(phase, since, sentence, keys, lag);
    }

    private void enter(Phase next) {
        if (phase != next) {
            phase = next;
            since = clock.instant();
        }
    }

    private Duration seconds(Instant from) {
        return Duration.between(from, clock.instant()).truncatedTo(ChronoUnit.SECONDS);
    }
}
