package io.imbridge.console;

import io.imbridge.events.Entry;
import io.imbridge.events.EntryJson;
import org.jspecify.annotations.Nullable;

/** An entry, and its JSON, which is made once for all pages that show it, and not before one does. Any thread. */
final class ShownEntry {
    private final Entry entry;
    private volatile @Nullable String json;

    ShownEntry(Entry entry) {
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    String json() {
        String made = json;
        if (made == null) {
            made = EntryJson.of(entry).toString();
            json = made;
        }
        return made;
    }
}
