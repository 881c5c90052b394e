package io.imbridge.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An answer of the vendor. Each answer knows when its question was sent. */
sealed interface VendorAnswer {
    Instant asked();

    /**
     * A page of the list of all groups.
     *
     * @param next where the next page begins; 0 after the last page
     * @param total how many groups exist
     */
    record Ids(Instant asked, List<String> ids, long next, long total) implements VendorAnswer {}

    /**
     * Descriptions of groups, or of a group's topics.
     *
     * @param found fields by id, with the names that they have in profiles
     * @param gone the ids that the vendor does not have
     * @param failed the other ids, with the vendor's words
     */
    record Profiles(Instant asked, Map<String, ObjectNode> found, List<String> gone, Map<String, String> failed)
            implements VendorAnswer {}
}
