package io.imbridge.receive;

import io.imbridge.callback.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told how every request ended, and when a dead letter is withheld. Its methods must return at once. */
public interface CallbackObserver {
    /**
     * The answer to a request has left for the network.
     *
     * @param app the app in the query, whether proven or not; null when the query names none or was not read
     * @param command a command of the catalogue, {@code unknown} for any other, {@code none} when the query was not
     *     read
     * @param refusal why the callback was refused; null when it was kept
     * @param bytes the size of the body; 0 when it was not read to its end
     * @param took the time from the arrival of the request's head, as far as it can be known, to the answer
     */
    void answered(@Nullable String app, String command, @Nullable Refusal refusal, long bytes, Duration took);

    /**
     * A request is refused. This is called before the answer is written, with details of the request, all of which
     * strangers choose.
     */
    void refused(Refusal refusal, RefusedRequest request);

    /**
     * The caller of a request went away before the answer had left for the network.
     *
     * @param app as in {@link #answered}
     * @param command as in {@link #answered}
     */
    void abandoned(@Nullable String app, String command);

    /**
     * A refused body did not become a dead letter, because its caller proved no token and there were too many such
     * bodies.
     */
    void deadLetterWithheld();
}
