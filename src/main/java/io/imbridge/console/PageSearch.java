package io.imbridge.console;

import io.imbridge.events.EntryFilter;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The search of the past for one page. While it is open, it counts as one of the {@link EventLog#SEARCHES} searches.
 * For one thread at a time.
 */
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
     * Opens the search.
     *
     * @param behind how far the page was served; null if it was not served yet
     * @return whether the search is open; false while too many others search
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

    /** Searches for a short time, and closes when the search is complete. */
    SearchResults step() {
        SearchResults found = Objects.requireNonNull(open).step();
        if (found.isDone()) {
            close();
        }
        return found;
    }

    /** Closes the search, so that another page can search. It may be opened again. */
    void close() {
        if (open != null) {
            open.close();
            open = null;
            log.searches().release();
        }
    }
}
