package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One meter for each outcome of a callback. It is created when it is first needed. Looking an existing one up allocates
 * nothing.
 */
final class ByOutcome<T> {
    private final Map<Refusal, T> refusals = new ConcurrentHashMap<>();
    private final Function<String, T> maker;
    private volatile @Nullable T ok;
    private volatile @Nullable T abandoned;

    /**
     * Holds meters that {@code maker} creates from an outcome's label. The maker must return the same meter if it is
     * asked twice for the same label.
     */
    ByOutcome(Function<String, T> maker) {
        this.maker = maker;
    }

    /** The meter of a refusal, or of OK if the refusal is null. */
    T get(@Nullable Refusal refusal) {
        return refusal == null ? ok() : refusals.computeIfAbsent(refusal, unseen -> maker.apply(unseen.tag()));
    }

    /** The meter of requests without an answer, because the caller was gone. */
    T abandoned() {
        T meter = abandoned;
        if (meter == null) {
            meter = maker.apply("abandoned");
            abandoned = meter;
        }
        return meter;
    }

    private T ok() {
        T meter = ok;
        if (meter == null) {
            meter = maker.apply("ok");
            ok = meter;
        }
        return meter;
    }
}
