package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import io.imbridge.receive.CallbackObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the answers, by command and outcome. Labels are bounded: commands of the catalogue, reasons of
 * {@link Refusal}.
 */
@Singleton
final class CallbackMetrics implements CallbackObserver {
    private record Outcome(String command, @Nullable Refusal refusal) {
        String tag() {
            return refusal == null ? "ok" : refusal.tag();
        }
    }

    private record Meters(Counter answers, Timer time) {}

    private final MeterRegistry registry;
    private final Map<Outcome, Meters> meters = new ConcurrentHashMap<>();

    CallbackMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void answered(String command, @Nullable Refusal refusal, Duration took) {
        Meters of = meters.computeIfAbsent(new Outcome(command, refusal), this::register);
        of.answers().increment();
        of.time().record(took);
    }

    private Meters register(Outcome outcome) {
        return new Meters(
                Counter.builder("bridge.callbacks")
                        .description("Callbacks answered, by command and outcome")
                        .tag("command", outcome.command())
                        .tag("outcome", outcome.tag())
                        .register(registry),
                Timer.builder("bridge.answer")
                        .description("Time from a request's head to its answer, by outcome")
                        .tag("outcome", outcome.tag())
                        .register(registry));
    }
}
