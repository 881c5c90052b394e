package io.imbridge.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a read of all groups is.
 *
 * @param scope whom it tells
 * @param began when it was begun
 * @param next where the vendor's list goes on
 * @param listed how many ids the list had so far
 * @param isListed whether the list was read to its end
 * @param read how many groups are done
 * @param total how many there are, as the vendor says
 */
record ReadCursor(ReadScope scope, Instant began, long next, long listed, boolean isListed, long read, long total) {
    static ReadCursor first(ReadScope scope, Instant now) {
        return new ReadCursor(scope, now, 0, 0, false, 0, 0);
    }

    /** As it was kept; null for none, or what is none. */
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
     * Why a read does not go on from here; empty where it does.
     *
     * @param since from when on a read is new enough
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

    /** With what the vendor says now of how many there are. */
    ReadCursor withTotal(long groups) {
        return new ReadCursor(scope, began, next, listed, isListed, read, groups);
    }

    /** After a page of the list. */
    ReadCursor after(VendorAnswer.Ids page) {
        return new ReadCursor(scope, began, page.next(), listed + page.ids().size(), page.next() == 0, read, total);
    }

    /** After so many groups. */
    ReadCursor after(int groups) {
        return new ReadCursor(scope, began, next, listed, isListed, read + groups, total);
    }

    /** What is wrong with a list that is so long; empty for nothing. */
    String listFault() {
        if (listed > 2 * total + Api.MOST_IDS) {
            return "it has no end: " + listed + " ids so far, of " + total + " that the vendor says there are";
        }
        return isListed && listed == 0 && total > 0 ? "it is empty, of " + total + " that there are" : "";
    }

    /** The list is read from its beginning once more. What was read of its groups is not read again. */
    ReadCursor listedAgain() {
        return new ReadCursor(scope, began, 0, 0, false, read, total);
    }
}
