package io.imbridge.ops;

import io.imbridge.callback.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One meter for each outcome of a callback, made when it is first needed. To look one up makes nothing. */
final class ByOutcome<T> {
    private final Map<Refusal, T> refusals = new ConcurrentHashMap<>();
    private final Function<String, T> maker;
    private volatile @Nullable T ok;
    private volatile @Nullable T abandoned;

    /**
     * Of meters that {@code maker} makes of an outcome's label. One that is asked twice for the same gives the same.
     */
    ByOutcome(Function<String, T> maker) {
        this.maker = maker;
    }

    /** The meter of a refusal, or of OK where that is null. */
    T get(@Nullable Refusal refusal) {
        return refusal == null ? ok() : refusals.computeIfAbsent(refusal, unseen -> maker.apply(unseen.tag()));
    }

    /** The meter of what had no answer, because nobody was there to take one. */
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
