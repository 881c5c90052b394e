package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import io.imbridge.console.ConsoleSettings;
import io.imbridge.console.RefusalHistory;
import io.imbridge.receive.CallbackObserver;
import io.imbridge.receive.RefusedRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reports the results of requests to the metrics, to the log and to the console. */
@Singleton
final class AnswerWatch implements CallbackObserver {
    private final CallbackMetrics metrics;
    private final RefusalLog log;
    private final @Nullable RefusalHistory history;

    AnswerWatch(CallbackMetrics metrics, RefusalLog log, ConsoleSettings console, Instance<RefusalHistory> history) {
        this.metrics = metrics;
        this.log = log;
        this.history = console.enabled() ? history.get() : null;
    }

    @Override
    public void answered(@Nullable String app, String command, @Nullable Refusal refusal, long bytes, Duration took) {
        metrics.answered(app, command, refusal, bytes, took);
        if (refusal != null) {
            log.refused(refusal);
        }
    }

    @Override
    public void refused(Refusal refusal, RefusedRequest request) {
        if (history != null) {
            history.add(refusal, request.address(), request.command(), request.app(), request.id());
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
