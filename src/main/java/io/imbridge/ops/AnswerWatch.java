package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import io.imbridge.receive.CallbackObserver;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes on to the metrics and to the log how requests ended. */
@Singleton
final class AnswerWatch implements CallbackObserver {
    private final CallbackMetrics metrics;
    private final RefusalLog log;

    AnswerWatch(CallbackMetrics metrics, RefusalLog log) {
        this.metrics = metrics;
        this.log = log;
    }

    @Override
    public void answered(@Nullable String app, String command, @Nullable Refusal refusal, long bytes, Duration took) {
        metrics.answered(app, command, refusal, bytes, took);
        if (refusal != null) {
            log.refused(refusal);
        }
    }

    @Override
    public void abandoned(@Nullable String app, String command) {
        metrics.abandoned(app, command);
    }

    @Override
    public void deadLetterWithheld() {
        metrics.deadLetterWithheld();
    }
}
