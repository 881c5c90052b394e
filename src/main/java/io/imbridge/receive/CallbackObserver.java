package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of every answer. Must return at once. */
public interface CallbackObserver {
    /**
     * A request was answered.
     *
     * @param app what the query gives as the app, proven or not; null where it gives none or was not looked at
     * @param command a command of the catalogue, {@code unknown} for any other, {@code none} where it was not looked at
     * @param refusal why it was refused, null when it was kept
     * @param bytes the size of the body, 0 where it was not read to its end
     * @param took from the request's head to the answer
     */
    void answered(@Nullable String app, String command, @Nullable Refusal refusal, long bytes, Duration took);
}
