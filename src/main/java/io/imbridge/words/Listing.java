package io.imbridge.words;

import java.util.ArrayList;
import java.util.List;

/** Lists several things: the first few, and how many more there are. */
final class Listing {
    private static final String BETWEEN = ", ";

    private Listing() {}

    /**
     * Joins the things into a list.
     *
     * @param shown the first things
     * @param more how many further things there are
     * @param one the phrase for one thing that is not shown
     * @param many the phrase for several things that are not shown
     */
    static List<Part> of(List<List<Part>> shown, int more, String one, String many) {
        List<Part> joined = new ArrayList<>();
        for (int at = 0; at < shown.size(); at++) {
            if (at > 0) {
                boolean isLast = at == shown.size() - 1 && more == 0;
                joined.add(Part.plain(isLast ? Phrases.get("list.and") : BETWEEN));
            }
            joined.addAll(shown.get(at));
        }
        if (more > 0) {
            joined.add(Part.plain(Phrases.get("list.and") + more + " " + Phrases.get(more == 1 ? one : many)));
        }
        return joined;
    }
}
