package io.imbridge.console;

import io.imbridge.events.EntryFilter;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A page's search of the past. While it is open, it is one of the {@link EventLog#SEARCHES} that run. One thread at a time. */
final class PageSearch {
    private final EventLog log;
    private final Searches searches;
    private final StreamStart streamStart;
    private @Nullable ForwardSearch open;

    PageSearch(EventLog log, EntryFilter filter, StreamStart streamStart) {
        this.log = log;
        this.searches = new Searches(log, filter);
        this.streamStart = streamStart;
    }

    boolean isOpen() {
        return open != null;
    }

    /**
     * Opens it.
     *
     * @param behind up to where the page was told; null where it has not begun
     * @return whether it is open: not while others search
     */
    boolean open(EventRing.Edge edge, @Nullable Map<TopicPartition, Long> behind) {
        if (!log.searches().tryAcquire()) {
            return false;
        }
        try {
            open = behind == null ? searches.of(streamStart, edge.offsets()) : searches.behind(behind, edge.offsets());
        } finally {
            if (open == null) {
                log.searches().release();
            }
        }
        return true;
    }

    /** Searches on for a moment; when all is searched, it closes. */
    SearchResults step() {
        SearchResults found = Objects.requireNonNull(open).step();
        if (found.isDone()) {
            close();
        }
        return found;
    }

    /** Lets another page search. It may be opened again. */
    void close() {
        if (open != null) {
            open.close();
            open = null;
            log.searches().release();
        }
    }
}
