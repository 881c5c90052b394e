package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of every answer. Must return at once. */
public interface CallbackObserver {
    /**
     * A request was answered.
     *
     * @param command a command of the catalogue, {@code unknown} for any other, {@code none} where it was not looked at
     * @param refusal why it was refused, null when it was kept
     * @param took from the request's head to the answer
     */
    void answered(String command, @Nullable Refusal refusal, Duration took);
}
