package io.imbridge.receive;

import org.jspecify.annotations.Nullable;

/**
 * A request that was refused, as it is told to those who look for it. Nothing of its body or its signature is here.
 *
 * @param address where it came from; null where that is not known
 * @param app what its query gives as the app, proven or not; null where it gives none or was not looked at
 * @param command as of {@link CallbackObserver#answered}
 * @param id under which it is in the log, and in the header of its answer
 */
public record RefusedRequest(
        @Nullable String address, @Nullable String app, String command, String id) {}
