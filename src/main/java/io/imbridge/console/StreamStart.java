package io.imbridge.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a page's stream begins. */
sealed interface StreamStart {
    /** With what comes. */
    record Now() implements StreamStart {}

    /** Behind what the page has seen. */
    record Behind(String cursor) implements StreamStart {}

    /** With what came in since then. */
    record From(Instant time) implements StreamStart {}

    /** With all there is of a group. */
    record OfGroup(String groupId) implements StreamStart {}

    /** Of a page that may have seen something already. */
    static StreamStart of(@Nullable String lastEventId, @Nullable Instant from) {
        if (lastEventId != null) {
            Cursor.check(lastEventId);
            return new Behind(lastEventId);
        }
        return from == null ? new Now() : new From(from);
    }
}
