package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told how every request ended, and of what is thrown away. Must return at once. */
public interface CallbackObserver {
    /**
     * The answer of a request has left for the network.
     *
     * @param app what the query gives as the app, proven or not; null where it gives none or was not looked at
     * @param command a command of the catalogue, {@code unknown} for any other, {@code none} where it was not looked at
     * @param refusal why it was refused, null when it was kept
     * @param bytes the size of the body, 0 where it was not read to its end
     * @param took from the arrival of the request's head, as far as that can be known, to the answer
     */
    void answered(@Nullable String app, String command, @Nullable Refusal refusal, long bytes, Duration took);

    /**
     * A request is refused: told before its answer is written, with what tells it from others. Strangers choose all of it.
     */
    void refused(Refusal refusal, RefusedRequest request);

    /**
     * A request's caller went away before its answer had left for the network.
     *
     * @param app as of {@link #answered}
     * @param command as of {@link #answered}
     */
    void abandoned(@Nullable String app, String command);

    /** A refused body became no dead letter, because its caller proved nothing and there were too many of those. */
    void deadLetterWithheld();
}
