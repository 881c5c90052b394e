package io.imbridge.receive;

import org.jspecify.annotations.Nullable;

/** Traces callbacks, where that is configured. Must return at once. */
public interface CallbackTracer {
    /** One request. */
    interface Trace {
        /** What goes on from here, as the header {@code traceparent} of W3C's Trace Context; null for nothing. */
        @Nullable
        String traceparent();

        /**
         * The request was answered, or its caller went away.
         *
         * @param app what the query gives as the app, proven or not; null where it gives none or was not looked at
         * @param command a command of the catalogue, {@code unknown} for any other, {@code none} where it was not
         *     looked at
         * @param outcome {@code ok}, the reason of a refusal, or {@code abandoned}
         */
        void ended(@Nullable String app, String command, String outcome);
    }

    /**
     * A request's head is there.
     *
     * @param traceparent the caller's header of this name, null for none; one that means nothing counts as none
     */
    Trace begin(@Nullable String traceparent);
}
