package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a read of all groups.
 *
 * @param scope the scope of the read
 * @param began when the read began
 * @param next where the vendor's list continues
 * @param listed how many ids of the list were received so far
 * @param isListed whether the list was read to its end
 * @param read how many groups are done
 * @param total how many groups exist, according to the vendor
 */
record ReadCursor(ReadScope scope, Instant began, long next, long listed, boolean isListed, long read, long total) {
    static ReadCursor first(ReadScope scope, Instant now) {
        return new ReadCursor(scope, now, 0, 0, false, 0, 0);
    }

    /** Reads a cursor from its kept JSON; null if there is none or the JSON is not a cursor. */
    static @Nullable ReadCursor of(@Nullable JsonNode json) {
        String began = json == null ? null : VendorJson.text(json, "began");
        if (json == null || began == null) {
            return null;
        }
        return new ReadCursor(
                ReadScope.of(json),
                Rfc3339.parse(began),
                json.path("next").asLong(),
                json.path("listed").asLong(),
                json.path("isListed").asBoolean(),
                json.path("read").asLong(),
                json.path("total").asLong());
    }

    ObjectNode json(ReadStatistics statistics) {
        ObjectNode json = VendorJson.MAPPER.createObjectNode();
        scope.putInto(json);
        json.put("began", Rfc3339.format(began))
                .put("next", next)
                .put("listed", listed)
                .put("isListed", isListed)
                .put("read", read)
                .put("total", total)
                .set("findings", statistics.json());
        return json;
    }

    /**
     * Why a read cannot continue from this cursor; empty if it can.
     *
     * @param since the earliest beginning of a read that may continue
     */
    String fault(ReadScope wanted, Instant since, Instant now) {
        if (!scope.cluster().equals(wanted.cluster())) {
            return "it was for another Kafka";
        }
        if (!scope.prefix().equals(wanted.prefix())) {
            return "it was for other topics";
        }
        if (scope.isDry() != wanted.isDry()) {
            return "it was a dry run, or is to be one";
        }
        return began.isBefore(since) || began.isAfter(now) ? "it was begun at " + Rfc3339.format(began) : "";
    }

    /** The cursor with the number of groups that the vendor reports now. */
    ReadCursor withTotal(long groups) {
        return new ReadCursor(scope, began, next, listed, isListed, read, groups);
    }

    /** The cursor after a page of the list. */
    ReadCursor after(VendorAnswer.Ids page) {
        return new ReadCursor(scope, began, page.next(), listed + page.ids().size(), page.next() == 0, read, total);
    }

    /** The cursor after this many more groups. */
    ReadCursor after(int groups) {
        return new ReadCursor(scope, began, next, listed, isListed, read + groups, total);
    }

    /** What is wrong with the length of the list; empty if nothing is. */
    String listFault() {
        if (listed > 2 * total + Api.MOST_IDS) {
            return "it has no end: " + listed + " ids so far, of " + total + " that the vendor says there are";
        }
        return isListed && listed == 0 && total > 0 ? "it is empty, of " + total + " that there are" : "";
    }

    /**
     * The cursor for reading the list from its beginning once more. Groups that were already read are not read again.
     */
    ReadCursor listedAgain() {
        return new ReadCursor(scope, began, 0, 0, false, read, total);
    }
}
