package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.events.Entry;
import io.imbridge.events.EntryJson;
import org.jspecify.annotations.Nullable;

/**
 * An entry and its JSON in UTF-8. The JSON is made once for all pages, when the first page shows the entry. Safe for
 * many threads.
 */
final class ShownEntry {
    private final Entry entry;
    private volatile byte @Nullable [] json;

    ShownEntry(Entry entry) {
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    /** The JSON; callers must not change it. */
    byte[] json() {
        byte[] made = json;
        if (made == null) {
            made = EntryJson.of(entry).toString().getBytes(UTF_8);
            json = made;
        }
        return made;
    }
}
