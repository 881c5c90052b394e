package io.imbridge.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the vendor answers. Each knows when it was asked. */
sealed interface VendorAnswer {
    Instant asked();

    /**
     * A page of the list of all groups.
     *
     * @param next where the next page begins; 0 after the last one
     * @param total how many groups there are
     */
    record Ids(Instant asked, List<String> ids, long next, long total) implements VendorAnswer {}

    /**
     * What groups are, or topics of a group.
     *
     * @param found fields by id, with the names that profiles have
     * @param gone those that the vendor does not have
     * @param failed the others, with the vendor's words
     */
    record Profiles(Instant asked, Map<String, ObjectNode> found, List<String> gone, Map<String, String> failed)
            implements VendorAnswer {}
}
