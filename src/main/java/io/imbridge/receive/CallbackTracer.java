package io.imbridge.receive;

import org.jspecify.annotations.Nullable;

/** Traces callbacks if tracing is configured. Its methods must return at once. */
public interface CallbackTracer {
    /** The trace of one request. */
    interface Trace {
        /**
         * The context for the steps that follow, as the header {@code traceparent} of W3C's Trace Context; null for
         * none.
         */
        @Nullable
        String traceparent();

        /**
         * The request was answered, or its caller went away.
         *
         * @param app the app in the query, whether proven or not; null when the query names none or was not read
         * @param command a command of the catalogue, {@code unknown} for any other, {@code none} when the query was
         *     not read
         * @param outcome {@code ok}, the reason of a refusal, or {@code abandoned}
         */
        void ended(@Nullable String app, String command, String outcome);
    }

    /**
     * The head of a request has been read.
     *
     * @param traceparent the caller's header of this name; null for none. An invalid header counts as none
     */
    Trace begin(@Nullable String traceparent);
}
