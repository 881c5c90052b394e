package io.imbridge.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the stream of a page begins. */
sealed interface StreamStart {
    /** With new events. */
    record Now() implements StreamStart {}

    /** After the events that the page has seen. */
    record Behind(String cursor) implements StreamStart {}

    /** With the events since a time. */
    record From(Instant time) implements StreamStart {}

    /** With all existing events of a group. */
    record OfGroup(String groupId) implements StreamStart {}

    /** The beginning for a page that may already have seen events. */
    static StreamStart of(@Nullable String lastEventId, @Nullable Instant from) {
        if (lastEventId != null) {
            Cursor.check(lastEventId);
            return new Behind(lastEventId);
        }
        return from == null ? new Now() : new From(from);
    }
}
