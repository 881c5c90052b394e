package io.imbridge.receive;

import org.jspecify.annotations.Nullable;

/**
 * A request that was refused, described for people who look for it. It contains nothing of the body or the signature.
 *
 * @param address the caller's address; null when it is not known
 * @param app the app in the query, whether proven or not; null when the query names none or was not read
 * @param command as in {@link CallbackObserver#answered}
 * @param id the request's id in the log and in the header of its answer
 */
public record RefusedRequest(
        @Nullable String address, @Nullable String app, String command, String id) {}
